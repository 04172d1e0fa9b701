"""Lock a round: from now on a figure changes only by an amendment everybody sees."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Round
from ..rules.rounds import may_lock


@transaction.atomic
def lock_round(one: Round, *, by: Identity, today: date) -> Round:
    one = Round.objects.select_for_update().get(pk=one.pk)
    states = list(one.submissions.select_for_update(of=("self",)).values_list("state", flat=True))
    require(may_lock(locked=one.locked_on is not None, states=states, closes_on=one.closes_on, today=today))
    one.locked_on, one.locked_by = today, by
    one.save(update_fields=["locked_on", "locked_by"])
    record(by=by, what="锁定采集", on=one)
    return one
