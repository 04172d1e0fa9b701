"""A meeting as the frozen record its papers are made of."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Decision, Meeting
from ..papers.meeting_papers import ItemLine, MeetingFacts
from ..papers.pack_paper import DecisionLine
from .meetings import agenda_of, decisions_of_meeting
from .standing import issuer_of


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        plan=meeting.plan.title,
        issuer=issuer_of(meeting.plan),
        period=meeting.period_label,
        kind=meeting.get_kind_display(),
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair,
        attendance=meeting.attendance,
        minutes=meeting.minutes,
        items=tuple(
            ItemLine(item.get_source_display(), item.subject, item.why, item.outcome, item.resolved)
            for item in agenda_of(meeting)
        ),
        decisions=decision_lines(decisions_of_meeting(meeting)),
    )


def decision_lines(rows: Iterable[Decision]) -> tuple[DecisionLine, ...]:
    return tuple(
        DecisionLine(row.text, str(row.organisation), row.owner, row.due_on, row.done_on, row.result) for row in rows
    )
