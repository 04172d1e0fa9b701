"""Settle the minutes: agenda, outcomes and decisions are frozen; what is unresolved goes to the next meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.official.codec import as_json
from shouwei.ground.documents.workflows.take_snapshot import take_snapshot
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Meeting
from ..papers.meeting_papers import agenda_paper, minutes_paper
from ..queries.meeting_facts import meeting_facts
from ..queries.meetings import attending
from ..rules.meetings import may_hold
from .keep_minutes import Outcome, keep_minutes
from .make_pack import make_pack
from .propose_agenda import propose_agenda


@transaction.atomic
def hold_meeting(
    meeting: Meeting,
    *,
    held_on: date,
    place: str,
    chair: str,
    attendance: str,
    minutes: str,
    outcomes: Mapping[int, Outcome],
    by: Identity,
    today: date,
) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_hold(state=meeting.state, held_on=held_on, today=today, chair=chair, attendance=attendance))
    meeting = keep_minutes(
        meeting, held_on=held_on, place=place, chair=chair, attendance=attendance, minutes=minutes, outcomes=outcomes
    )
    if meeting.kind == Meeting.Kind.DISPATCH and meeting.pack is None:
        meeting = make_pack(meeting, by=by, today=today)
    facts = meeting_facts(meeting)
    content = {"agenda": as_json(agenda_paper(facts)), "minutes": as_json(minutes_paper(facts))}
    meeting.record = take_snapshot("minutes", f"{meeting}纪要", today, content, by)
    meeting.state = Meeting.State.HELD
    meeting.save(update_fields=["record", "state"])
    _carry_on(meeting, by, today)
    tell(
        attending(meeting.kind, today).exclude(pk=by.pk),
        f"{meeting}纪要已定稿，议定事项{meeting.decisions.count()}项，请查阅。",
        url=meeting.get_absolute_url(),
        key=f"meeting:{meeting.pk}:held",
    )
    record(by=by, what="定稿会议纪要", on=meeting, about=meeting.plan)
    return meeting


def _carry_on(meeting: Meeting, by: Identity, today: date) -> None:
    """Later meetings already set up get the unresolved points now; others when they are set up."""
    later = Meeting.objects.filter(plan=meeting.plan, kind=meeting.kind, state=Meeting.State.PLANNED)
    following = later.filter(period_first__gt=meeting.period_first).order_by("period_first").first()
    if following is not None:
        propose_agenda(following, by=by, today=today)
