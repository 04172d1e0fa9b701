"""One decision: what was decided, who carries it out, what came of it."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.audit.queries import history_of

from ..models import Decision
from ..permissions import KEYS


@KEYS.page("view_decision")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Decision.objects.select_related("organisation", "meeting", "task", "duty")
    decision = KEYS.fetch(request.identity, "view_decision", rows, pk=pk)
    return render(
        request,
        "planning/decision.html",
        {
            "decision": decision,
            "history": history_of(decision).select_related("by")[:30],
            "may_finish": decision.done_on is None and KEYS.opens(request.identity, "finish_decision", decision),
            "sees_meeting": KEYS.holds(request.identity, "view_meeting"),
            "today": today(),
        },
    )
