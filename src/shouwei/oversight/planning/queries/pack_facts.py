"""What the material of a meeting is made of."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ..models import Decision, Difficulty, Meeting
from ..papers.pack_paper import DecisionLine, DifficultyLine, PackFacts
from ..papers.standing import Counts
from .meeting_facts import decision_lines
from .meetings import agenda_of, last_held_before
from .standing import standing_of


def pack_facts(meeting: Meeting, today: date) -> PackFacts:
    last = last_held_before(meeting)
    return PackFacts(
        period=meeting.period_label,
        kind=meeting.get_kind_display(),
        held_on=meeting.held_on,
        standing=standing_of(meeting.plan, today),
        before=Counts(**last.pack.content["counts"]) if last and last.pack else None,
        last_meeting=str(last) if last else "",
        difficulties=_difficulties(meeting),
        decisions=_decisions(meeting, last),
        points=tuple((item.subject, item.why) for item in agenda_of(meeting)),
    )


def _difficulties(meeting: Meeting) -> tuple[DifficultyLine, ...]:
    """Before the council only what was passed up to it; before the secretariat all that is unanswered."""
    rows = Difficulty.objects.filter(duty__task__plan=meeting.plan, answered_on=None)
    if meeting.kind == Meeting.Kind.DISPATCH:
        rows = rows.filter(level=Difficulty.Level.COUNCIL)
    return tuple(
        DifficultyLine(str(row.duty.organisation), row.duty.task.number, row.text, row.support_wanted, row.raised_on)
        for row in rows.select_related("duty__organisation", "duty__task").order_by("raised_on", "pk")
    )


def _decisions(meeting: Meeting, last: Meeting | None) -> tuple[DecisionLine, ...]:
    earlier = Decision.objects.filter(
        meeting__plan=meeting.plan, meeting__kind=meeting.kind, meeting__period_first__lt=meeting.period_first
    )
    of_last = Q(meeting=last) if last else Q(pk__in=[])
    rows = earlier.filter(of_last | Q(done_on=None)).select_related("organisation")
    return decision_lines(rows.order_by("due_on", "pk"))
