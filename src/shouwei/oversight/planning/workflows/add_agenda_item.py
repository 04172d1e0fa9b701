"""Bring up a point the rules did not think of."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Meeting, Task
from ..rules.agenda import shortened
from ..rules.meetings import may_name_item


@transaction.atomic
def add_agenda_item(meeting: Meeting, *, subject: str, why: str, task: Task | None, by: Identity) -> AgendaItem:
    """At the end of the agenda."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_name_item(state=meeting.state, subject=subject))
    last = meeting.items.order_by("-order").values_list("order", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=last + 1,
        source=AgendaItem.Source.OTHER,
        subject=shortened(subject),
        why=shortened(why) or "秘书处提出。",
        task=task,
    )
    record(by=by, what="增加议题", on=item, about=meeting)
    return item
