"""Keep what was to go: a legal hold, with a reason and an end."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Cleaning
from ..rules.retention import may_hold


@transaction.atomic
def hold_cleaning(cleaning: Cleaning, *, because: str, until: date, by: Identity, today: date) -> Cleaning:
    row = Cleaning.objects.select_for_update(of=("self",)).get(pk=cleaning.pk)
    require(may_hold(is_open=row.state != Cleaning.State.DONE, because=because, until=until, today=today))
    row.state, row.held_because, row.held_until, row.held_by_id = Cleaning.State.HELD, because.strip(), until, by.pk
    row.save(update_fields=["state", "held_because", "held_until", "held_by"])
    record(by=by, what="暂缓到期清理", on=row, why=because.strip(), changes={"暂缓至": [None, until.isoformat()]})
    return row
