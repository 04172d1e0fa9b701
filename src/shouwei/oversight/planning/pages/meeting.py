"""One meeting: agenda with its reasons, decisions, material, minutes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.audit.queries import history_of

from ..models import Meeting
from ..permissions import KEYS
from ..queries.meetings import agenda_of, decisions_of_meeting, last_held_before


@KEYS.page("view_meeting")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Meeting.objects.select_related("plan", "pack", "record")
    meeting = KEYS.fetch(request.identity, "view_meeting", rows, pk=pk)
    is_open = meeting.state == Meeting.State.PLANNED
    finishable = set(
        KEYS.within(request.identity, "finish_decision", meeting.decisions.filter(done_on=None)).values_list(
            "pk", flat=True
        )
    )
    return render(
        request,
        "planning/meeting.html",
        {
            "meeting": meeting,
            "plan": meeting.plan,
            "items": agenda_of(meeting),
            "decisions": [{"row": row, "may_finish": row.pk in finishable} for row in decisions_of_meeting(meeting)],
            "last": last_held_before(meeting),
            "history": history_of(meeting).select_related("by")[:30],
            "today": today(),
            "is_open": is_open,
            "may_run": is_open and KEYS.opens(request.identity, "run_meeting", meeting),
        },
    )
