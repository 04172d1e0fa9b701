"""Ask the worker for a job; in the same transaction, so that a run without a job in the queue cannot be."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Run

TASK = "operations.run"


def start_run(kind: str, *, what: str = "", by: Identity | None) -> Run:
    """Refuses while one of the kind is waiting or running: two at once would only be slower."""
    try:
        with transaction.atomic():
            run = Run.objects.create(kind=kind, what=what, asked_by=by)
            record(by=by, what=f"开始{run.get_kind_display()}", on=run)
            app.configure_task(TASK, lock=f"run-{kind}").defer(run=run.pk)
            return run
    except IntegrityError:
        raise Refused(f"已有一个{Run.Kind(kind).label}作业正在进行，请等它结束，或先取消。") from None
