"""Move a job of the clock to other days or another hour, or switch it off."""

from __future__ import annotations

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.calendar.models import Schedule
from shouwei.ground.people.models import Identity

FIELDS = ("days", "hour", "minute", "is_on")


@transaction.atomic
def change_schedule(row: Schedule, *, days: str, hour: int, minute: int, is_on: bool, why: str, by: Identity) -> None:
    row = Schedule.objects.select_for_update().get(pk=row.pk)
    before = {name: getattr(row, name) for name in FIELDS}
    row.days, row.hour, row.minute, row.is_on = days, hour, minute, is_on
    row.save(update_fields=FIELDS)
    changes = {name: [old, getattr(row, name)] for name, old in before.items() if old != getattr(row, name)}
    record(by=by, what="调整定时作业", on=row, why=why, changes=changes)
