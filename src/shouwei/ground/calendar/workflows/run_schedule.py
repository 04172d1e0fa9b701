"""Run the jobs that are due, each at most once a day however often and wherever this is called."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from ..models import Schedule
from ..queries import exceptions_between
from ..rules.schedule import Slot, is_due

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
            job.run(day)
            row.last_run_on = day
            row.save(update_fields=["last_run_on"])
            return True
    except Exception:
        logger.exception("The job %s failed and will be tried again.", job.name)
        return False
