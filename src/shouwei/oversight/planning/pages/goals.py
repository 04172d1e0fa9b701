"""The annual goals of all 长期 tasks of a plan, by year."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Plan
from ..permissions import KEYS
from ..queries.goals import goal_rows, goal_totals, year_at_hand, years_of

PER_PAGE = 50


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    day = today()
    asked = request.GET.get("year", "")
    years = years_of(plan)
    this_year = min(max(day.year, plan.first_year), plan.last_year)
    year = int(asked) if asked.isdecimal() and int(asked) in years else this_year
    rows = goal_rows(plan, request.identity, year)
    at_hand = year_at_hand(plan, day)
    context = {
        "plan": plan,
        "today": day,
        "year": year,
        "tabs": [{"label": f"{each}年", "url": f"?year={each}", "active": each == year} for each in years],
        "totals": goal_totals(rows),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "at_hand": at_hand,
        "wizard": reverse("planning:roll_goals", args=[plan.pk, at_hand]) if any(row.may_set for row in rows) else "",
    }
    return render(request, "planning/goals.html", context)
