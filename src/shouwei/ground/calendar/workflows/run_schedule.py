"""Run the jobs that are due, each at most once a day however often and wherever this is called."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from django.db import transaction

from ..models import Schedule
from ..queries import exceptions_between
from ..rules.schedule import Slot, is_due, pause_after

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One line of a room's jobs.py, with the slot it has by default."""

    name: str
    days: str
    hour: int
    run: Callable[[date], object]


def run_schedule(jobs: Mapping[str, Job], now: datetime) -> list[str]:
    """Names of the jobs that ran. One that fails is logged, tried again at the next call, and keeps no other from running."""
    return [name for name, job in jobs.items() if _run_if_due(job, now)]


def _run_if_due(job: Job, now: datetime) -> bool:
    Schedule.objects.get_or_create(job=job.name, defaults={"days": job.days, "hour": job.hour})
    begun = monotonic()
    try:
        with transaction.atomic():
            row = Schedule.objects.select_for_update(skip_locked=True).filter(job=job.name, is_on=True).first()
            if row is None:
                return False  # switched off, or another worker is at it
            day = now.date()
            # A 旬 or a week round the day lies within a fortnight.
            exceptions = exceptions_between(day - timedelta(days=14), day + timedelta(days=14))
            if not is_due(now, Slot(row.days, row.hour, row.minute), row.last_run_on, exceptions):
                return False
            if row.try_at is not None and now < row.try_at:
                return False
            with transaction.atomic():
                job.run(day)
            row.last_run_on, row.started_at, row.took_ms = day, now, _since(begun)
            row.failures, row.said, row.try_at = 0, "", None
            row.save()
            return True
    except Exception as error:
        logger.exception("The job %s failed and will be tried again.", job.name)
        _note_failure(job, now, _since(begun), error)
        return False


def _since(begun: float) -> int:
    return int((monotonic() - begun) * 1000)


@transaction.atomic
def _note_failure(job: Job, now: datetime, took_ms: int, error: Exception) -> None:
    """The kind of the error only: its words may hold what people wrote."""
    row = Schedule.objects.select_for_update().get(job=job.name)
    row.failures += 1
    row.started_at, row.took_ms, row.said = now, took_ms, type(error).__name__
    row.try_at = now + pause_after(row.failures)
    row.save()
