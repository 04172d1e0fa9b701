"""Set up the meeting of a week or a 旬, with the agenda the rules propose."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Meeting, Plan
from ..queries.meetings import attending, occurrence_on
from ..rules.meetings import may_plan
from .propose_agenda import propose_agenda


@transaction.atomic
def plan_meeting(
    plan: Plan, *, kind: str, period_day: date, held_on: date, place: str, chair: str, by: Identity, today: date
) -> Meeting:
    """``period_day`` is any day of the week or 旬 the meeting is for; one meeting of a kind per period."""
    # The lock makes "one per period" a sentence for the second who asks, not a database error.
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(plan.goes_on(today))
    period = occurrence_on(kind, period_day)
    require(
        may_plan(
            exists=plan.meetings.filter(kind=kind, period_first=period.first).exists(),
            label=period.label,
            kind=Meeting.Kind(kind).label,
            held_on=held_on,
            first=period.first,
            last=period.last,
        )
    )
    meeting = Meeting.objects.create(
        plan=plan,
        kind=kind,
        period_first=period.first,
        period_label=period.label,
        held_on=held_on,
        place=place.strip(),
        chair=chair.strip(),
    )
    propose_agenda(meeting, by=by, today=today)
    at = f"，地点：{place.strip()}" if place.strip() else ""
    tell(
        attending(kind, today),
        f"{meeting}定于{in_words(held_on)}召开{at}。议题已按规则提出，请提前准备。",
        url=meeting.get_absolute_url(),
        key=f"meeting:{meeting.pk}:planned",
    )
    record(by=by, what="安排会议", on=meeting, about=plan)
    return meeting
