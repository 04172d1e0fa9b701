"""What a killed worker leaves in the queue is taken up again, whatever has been queued meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, connections
from procrastinate.contrib.django import app

from shouwei.config.jobs import revive_stalled


def queued(status: str, lock: str, worker: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status, worker_id, args)"
            " VALUES ('default', 'imports.carry_on', %s, %s, %s, %s, '{}') RETURNING id",
            [lock, lock, status, worker],
        )
        return int(cursor.fetchone()[0])


def worker(seconds: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds],
        )
        return int(cursor.fetchone()[0])


def revive() -> None:
    """In a thread of its own: the browser of other stories keeps an event loop in the main one."""
    try:
        async_to_sync(revive_stalled)(app.job_manager)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_dead_job_runs_again_or_gives_way_to_its_like() -> None:
    dead, alive = worker(60), worker(1)
    beside = queued("doing", "a", dead)
    waiting = queued("todo", "a")
    alone = queued("doing", "b", dead)
    running = queued("doing", "c", alive)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(revive).result()

    ours = [beside, waiting, alone, running]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s) RETURNING id, status::text", [ours])
        left = dict(cursor.fetchall())
        cursor.execute("DELETE FROM procrastinate_workers WHERE id = ANY(%s)", [[dead, alive]])
    assert left == {waiting: "todo", alone: "todo", running: "doing"}
