"""Take a point off the agenda. An unresolved one comes back on the next agenda; only resolving ends it."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Meeting
from ..rules.meetings import may_change_agenda


@transaction.atomic
def remove_agenda_item(item: AgendaItem, *, by: Identity) -> None:
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    require(may_change_agenda(state=meeting.state))
    record(by=by, what="移出议题", on=item, about=meeting)
    item.delete()
