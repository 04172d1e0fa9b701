"""The clock: one tick a minute, which asks the rooms' schedule what is due. Run by the worker in the same PostgreSQL.

The queue's own cron counts in UTC and knows no holidays; so it only ticks, and the schedule decides.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.builtin_tasks import remove_old_jobs
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import today
from shouwei.front.desk import jobs as desk
from shouwei.front.interfaces import jobs as interfaces
from shouwei.front.operations import jobs as operations
from shouwei.ground.audit import jobs as audit
from shouwei.ground.calendar.workflows.run_schedule import Job, run_schedule
from shouwei.ground.catalogues.workflows.load_shipped import load_large
from shouwei.ground.exports import jobs as exports
from shouwei.ground.imports import jobs as imports
from shouwei.ground.learners import jobs as learners
from shouwei.ground.notices import jobs as notices
from shouwei.ground.people import jobs as people
from shouwei.ground.privacy import jobs as privacy
from shouwei.oversight.indicators import jobs as indicators
from shouwei.oversight.planning import jobs as planning
from shouwei.work.employment import jobs as employment
from shouwei.work.programmes import jobs as programmes

JOBS = {
    job.name: job
    for job in (
        Job("audit.every_night", "every", 0, audit.every_night),
        Job("privacy.every_night", "every", 1, privacy.every_night),
        Job("people.every_night", "every", 1, people.every_night),
        Job("desk.every_night", "every", 0, desk.every_night),
        Job("planning.every_morning", "every", 6, planning.every_morning),
        Job("learners.every_night", "every", 2, learners.every_night),
        Job("employment.every_night", "every", 2, employment.every_night),
        Job("programmes.every_night", "every", 2, programmes.every_night),
        Job("indicators.every_morning", "every", 7, indicators.every_morning),
        Job("indicators.every_night", "every", 2, indicators.every_night),
        Job("operations.nightly_backup", "every", 3, operations.nightly_backup),
    )
}


def run_everything_due() -> list[str]:
    """What one tick does; returns the names of the daily jobs that ran."""
    now = timezone.localtime()
    with acting_as_system("the clock works for every unit"):
        ran = run_schedule(JOBS, now)
        notices.every_minute(now)
        imports.every_minute(now)
        exports.every_minute(now)
        audit.every_minute()
        indicators.every_minute(now.date())
    return ran


@app.periodic(cron="* * * * *", periodic_id="tick")
@app.task(queueing_lock="tick", name="tick")
def tick(timestamp: int) -> None:
    run_everything_due()


@app.periodic(cron="* * * * *", periodic_id="push")
@app.task(queueing_lock="push", lock="push", name="push")
def push(timestamp: int) -> None:
    """Apart from the tick: a foreign server that takes its time must not hold the clock."""
    with acting_as_system("the clock works for every unit"):
        interfaces.every_minute(timezone.localtime())
        notices.push(timezone.localtime())


@app.task(name="operations.run", retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def run(run: int) -> None:
    """A backup or its verification, asked for by a page or by the clock."""
    with acting_as_system("a backup is of the whole house"):
        operations.run(run)


@app.task(name="operations.restore", retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def restore(request: int) -> None:
    """The worker's part of an approved restore; the supervisor does the rest when everything stands still."""
    with acting_as_system("a restore is of the whole house"):
        operations.restore(request)


@app.task(name="catalogues.load", retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def load_lists() -> None:
    """Regions and occupations that ship with the house; a second run changes nothing."""
    with acting_as_system("lists that ship with the house belong to nobody"):
        load_large(by=None, today=today())


@app.periodic(cron="30 19 * * *", periodic_id="sweep")  # UTC; half past three at night in Shanghai
@app.task(queueing_lock="sweep", name="sweep", pass_context=True)
async def sweep(context: JobContext, timestamp: int) -> None:
    """The tick leaves a finished job a minute; those older than three days go."""
    await remove_old_jobs(context, max_hours=72)


@app.periodic(cron="* * * * *", periodic_id="revive")
@app.task(queueing_lock="revive", name="revive", pass_context=True)
async def revive(context: JobContext, timestamp: int) -> None:
    await revive_stalled(context.app.job_manager)


async def revive_stalled(manager: JobManager) -> None:
    """A worker that was killed leaves its job marked as running; every job of ours is safe to run twice, so it runs again.

    Where the same job has been queued anew meanwhile, that one runs: the dead one goes, and with it the lock the new one waits for.
    """
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, Status.FAILED, delete_job=True)
