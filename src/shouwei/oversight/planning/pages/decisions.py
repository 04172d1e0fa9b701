"""Decisions within reach: what was given to whom, until when, and what came of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.people.models import Identity

from ..models import Decision
from ..permissions import KEYS

PER_PAGE = 50


@KEYS.page("view_decision")
def page(request: SignedInRequest) -> HttpResponse:
    done = "done" in request.GET
    shown = Paginator(decisions_wanted(request.identity, request.GET), PER_PAGE).get_page(request.GET.get("page"))
    finishable = set(
        KEYS.within(request.identity, "finish_decision", Decision.objects.filter(done_on=None)).values_list(
            "pk", flat=True
        )
    )
    return render(
        request,
        "planning/decisions.html",
        {
            "page": shown,
            "lines": [
                {
                    "row": row,
                    "may_finish": row.pk in finishable,
                    "is_late": row.done_on is None and row.due_on < today(),
                }
                for row in shown
            ],
            "tabs": [
                {"label": "未完成", "url": "?", "active": not done},
                {"label": "已完成", "url": "?done=1", "active": done},
            ],
            "sees_meetings": KEYS.holds(request.identity, "view_meeting"),
            "today": today(),
        },
    )


def decisions_wanted(identity: Identity, query: QueryDict) -> QuerySet[Decision]:
    rows = KEYS.within(identity, "view_decision", Decision.objects.filter(done_on__isnull="done" not in query))
    return rows.select_related("organisation", "meeting", "task").order_by(F("done_on").desc(nulls_last=True), "due_on")
