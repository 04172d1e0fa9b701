"""Give an import up: at once when it waits, at the next step when it is being worked on. Nothing is left half done."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.people.models import Identity

from ..models import Import, ImportFile, ImportProgress
from ..rules.steps import may_cancel


def cancel_import(batch: Import, *, by: Identity) -> None:
    """Raises ``Refused``. Work on it holds the import's row, so it is asked through the progress row."""
    batch.refresh_from_db()
    require(may_cancel(state=batch.state))
    ImportProgress.objects.filter(batch=batch).update(cancel_asked=True)
    if batch.state == Import.State.CHECKED:
        _discard(batch)


@transaction.atomic
def _discard(batch: Import) -> None:
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    require(may_cancel(state=batch.state))
    batch.state, batch.summary = Import.State.CANCELLED, {}
    batch.save(update_fields=["state", "summary"])
    ImportFile.objects.filter(batch=batch).delete()
    ImportProgress.objects.filter(batch=batch).update(cancel_asked=False)
