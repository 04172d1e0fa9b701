"""Files and former values go when an import can no longer be undone, or was given up; the receipt stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ..models import UNDO_FOR, Import, ImportFile, ImportTrace

GIVEN_UP_AFTER = timedelta(days=7)
"""A checked file nobody confirms."""


@transaction.atomic
def forget_files(now: datetime) -> int:
    """Number of imports whose files went."""
    state = Import.State
    over = Q(state=state.DONE, finished_at__lt=now - UNDO_FOR) | Q(state=state.UNDONE)
    stale = Q(state=state.CHECKED, uploaded_at__lt=now - GIVEN_UP_AFTER)
    batches = list(Import.objects.select_for_update().filter(over | stale, file__isnull=False))
    for batch in batches:
        if batch.state == state.CHECKED:
            batch.state = state.CANCELLED
        batch.summary = {"kept_count": batch.summary.get("kept_count", 0)}
        batch.save(update_fields=["state", "summary"])
    ImportFile.objects.filter(batch__in=batches).delete()
    ImportTrace.objects.filter(batch__in=batches).delete()
    return len(batches)
