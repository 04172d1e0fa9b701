"""Propose the agenda of a meeting by rule; what people have added or ordered stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Meeting
from ..queries.agenda_facts import agenda_facts
from ..rules.agenda import Point, matter, propose
from ..rules.meetings import may_change_agenda


@transaction.atomic
def propose_agenda(meeting: Meeting, *, by: Identity | None, today: date) -> int:
    """How many points were added. Points already there keep their place and get their reason brought up to date."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_change_agenda(state=meeting.state))
    points = propose(agenda_facts(meeting.plan, meeting.kind, today), kind=meeting.kind, today=today)
    there = {_about(item): item for item in meeting.items.all()}
    last = max((item.order for item in there.values()), default=0)
    new = [point for point in points if point.about not in there]
    _renew(there, points)
    AgendaItem.objects.bulk_create(_item(meeting, point, last + place) for place, point in enumerate(new, 1))
    record(by=by, what=f"按规则提出议题{len(new)}项", on=meeting)
    return len(new)


def _about(item: AgendaItem) -> tuple[str, object]:
    return matter(item.source, item.subject, item.task_id, item.difficulty_id, item.decision_id)


def _renew(there: dict[tuple[str, object], AgendaItem], points: list[Point]) -> None:
    changed = []
    for point in points:
        item = there.get(point.about)
        if item is not None:
            item.why, item.source = point.why, point.source
            item.carried_from_id = point.carried_from or item.carried_from_id
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["why", "source", "carried_from"])


def _item(meeting: Meeting, point: Point, order: int) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        order=order,
        source=point.source,
        subject=point.subject,
        why=point.why,
        task_id=point.task_id,
        difficulty_id=point.difficulty_id,
        decision_id=point.decision_id,
        carried_from_id=point.carried_from,
    )
