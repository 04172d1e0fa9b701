"""Wish a job to stop: one that waits is cancelled now, one that runs stops at its next step."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import YES, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Run


@transaction.atomic
def stop_run(run: Run, *, by: Identity, now: datetime) -> None:
    run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    require(YES if run.is_open else no("这个作业已经结束，无需取消。"))
    run.stop_asked = True
    if run.state == Run.State.WAITING:
        run.state, run.ended_at = Run.State.CANCELLED, now
    run.save(update_fields=["stop_asked", "state", "ended_at"])
    record(by=by, what=f"取消{run.get_kind_display()}", on=run)
