"""A month of the plan: what falls due, what is met about."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.calendar.rules.tenday import month_end

from ..models import Plan
from ..permissions import KEYS
from ..queries.task_lists import task_rows
from ..queries.timeline import entries_between
from ..queries.timetable import weeks_of

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    day = today()
    first = month_wanted(request.GET.get("month", ""), day)
    last = month_end(first.year, first.month)
    seen = first - timedelta(days=7), last + timedelta(days=7)
    holidays = list(Holiday.objects.filter(day__range=seen))
    entries = entries_between(plan, task_rows(plan, day), request.identity, first, last, day)
    context = {
        "plan": plan,
        "first": first,
        "weeks": weeks_of(
            first,
            entries,
            {holiday.day: holiday.is_worked for holiday in holidays},
            {holiday.day: holiday.name for holiday in holidays},
            day,
        ),
        "entries": entries,
        "previous": f"{first - timedelta(days=1):%Y-%m}",
        "next": f"{last + timedelta(days=1):%Y-%m}",
        "this_month": f"{day:%Y-%m}",
    }
    return render(request, "planning/calendar_view.html", context)


def month_wanted(asked: str, day: date) -> date:
    """``2026-12`` as its first day; anything else is the month of ``day``."""
    found = MONTH.fullmatch(asked)
    return date(int(found[1]), int(found[2]), 1) if found else day.replace(day=1)
