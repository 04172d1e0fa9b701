"""Word a point of the agenda differently."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Meeting
from ..rules.agenda import shortened
from ..rules.meetings import may_name_item


@transaction.atomic
def change_agenda_item(item: AgendaItem, *, subject: str, why: str, by: Identity) -> None:
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    require(may_name_item(state=meeting.state, subject=subject))
    before = [item.subject, item.why]
    item.subject, item.why = shortened(subject), shortened(why)
    item.save(update_fields=["subject", "why"])
    record(by=by, what="修改议题", on=item, about=meeting, changes={"议题": [before, [item.subject, item.why]]})
