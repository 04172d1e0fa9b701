"""Confirm a checked import. Of any number of confirmations one wins; the work follows."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.clock import now
from shouwei.core.verdict import require
from shouwei.ground.people.models import Identity

from ..models import Import, ImportProgress
from ..rules.steps import may_confirm
from .working import QUEUED


@transaction.atomic
def confirm_import(batch: Import, *, only_good: bool, by: Identity) -> Import:
    """Nothing of the noun is written yet. Raises ``Refused``."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    require(may_confirm(state=batch.state, good=batch.good, refused=batch.refused, only_good=only_good))
    batch.state, batch.confirmed_at, batch.said = Import.State.STORING, now(), ""
    batch.save(update_fields=["state", "confirmed_at", "said"])
    ImportProgress.objects.filter(batch=batch).update(phase=QUEUED, done=0, total=0, cancel_asked=False)
    return batch
