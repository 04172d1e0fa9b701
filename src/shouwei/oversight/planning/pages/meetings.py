"""The meetings of a plan: the next of either series on top, then those set up and held."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Meeting, Plan
from ..permissions import KEYS
from ..queries.meetings import listed, next_meetings

PER_PAGE = 50


@KEYS.page("view_meeting")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    day = today()
    goes_on = bool(plan.goes_on(day))
    kind = request.GET.get("kind", "")
    kind = kind if kind in Meeting.Kind.values else ""
    rows = KEYS.within(request.identity, "view_meeting", plan.meetings.all())
    rows = rows.filter(kind=kind) if kind else rows
    tabs = [{"label": "全部", "url": "?", "active": not kind}]
    tabs += [
        {"label": label, "url": f"?kind={value}", "active": kind == value} for value, label in Meeting.Kind.choices
    ]
    return render(
        request,
        "planning/meetings.html",
        {
            "plan": plan,
            "upcoming": [
                {"next": proposed, "meeting": meeting, "kind_label": Meeting.Kind(proposed.kind).label}
                for proposed, meeting in (next_meetings(plan, day) if goes_on else [])
            ],
            "page": Paginator(listed(rows), PER_PAGE).get_page(request.GET.get("page")),
            "tabs": tabs,
            "today": day,
            "may_run": KEYS.holds(request.identity, "run_meeting") and goes_on,
        },
    )
