"""A failed job waits in the queue once more. Every job of ours is safe to run twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity


@transaction.atomic
def retry_job(number: int, *, by: Identity, now: datetime) -> bool:
    """Whether there was such a failed job."""
    job = ProcrastinateJob.objects.filter(pk=number, status="failed").first()
    if job is None:
        return False
    app.job_manager.retry_job_by_id(number, retry_at=now)
    record(by=by, what="重试失败作业", on=job, why=job.task_name)
    return True
