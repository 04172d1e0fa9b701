"""Move a point of the agenda one place up or down."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Meeting
from ..rules.meetings import may_change_agenda

UP, DOWN = -1, 1


@transaction.atomic
def move_agenda_item(item: AgendaItem, *, by_places: int, by: Identity) -> None:
    """``by_places`` is ``UP`` or ``DOWN``; the first stays first and the last stays last. Numbers run from 1 again."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    require(may_change_agenda(state=meeting.state))
    items = list(meeting.items.all())
    here = next(place for place, other in enumerate(items) if other.pk == item.pk)
    there = min(max(here + by_places, 0), len(items) - 1)
    items.insert(there, items.pop(here))
    for place, other in enumerate(items, 1):
        other.order = place
    AgendaItem.objects.bulk_update(items, ["order"])
    record(by=by, what="调整议题顺序", on=meeting)
