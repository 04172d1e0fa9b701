"""The work of an import as others see it: who is on it, how far it is, whether it is to stop.

Told through a connection of its own, because the work itself is one transaction that nobody can look into.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

LOCKS = 0x5348_4954
"""First half of our advisory locks, so that they meet nobody else's."""
EVERY = 0.3
"""Seconds between two looks at the progress row."""


QUEUED = "排队"
INTERRUPTED = "曾中断，重新排队，不会重复写入"


class Cancelled(Exception):
    """Somebody asked for the work to stop."""


class Busy(Exception):
    """Another process is on this import."""


class Teller:
    """Writes how far the work is, some times a second, and raises :class:`Cancelled` when that is asked for."""

    def __init__(self, beside: BaseDatabaseWrapper, pk: int) -> None:
        self.beside, self.pk = beside, pk
        self.phase, self.at = "", 0.0

    def __call__(self, phase: str, done: int, total: int) -> None:
        now = time.monotonic()
        if phase == self.phase and now - self.at < EVERY:
            return
        self.phase, self.at = phase, now
        with self.beside.cursor() as cursor:
            cursor.execute(
                "UPDATE imports_importprogress SET phase = %s, done = %s, total = %s WHERE batch_id = %s RETURNING cancel_asked",
                [phase, max(done, 0), max(total, 0), self.pk],
            )
            row = cursor.fetchone()
        if row and row[0]:
            raise Cancelled


@contextmanager
def at_work_on(pk: int) -> Iterator[Teller]:
    """Hold the import for this process; :class:`Busy` when another one has it. A process that dies lets go by dying."""
    beside = connection.copy()
    try:
        if not _ask(beside, "SELECT pg_try_advisory_lock(%s, %s)", pk):
            raise Busy
        try:
            yield Teller(beside, pk)
        finally:
            _ask(beside, "SELECT pg_advisory_unlock(%s, %s)", pk)
    finally:
        beside.close()


def is_held(pk: int) -> bool:
    """Whether some process is on this import right now."""
    beside = connection.copy()
    try:
        if not _ask(beside, "SELECT pg_try_advisory_lock(%s, %s)", pk):
            return True
        _ask(beside, "SELECT pg_advisory_unlock(%s, %s)", pk)
        return False
    finally:
        beside.close()


def one_at_a_time(noun: str) -> None:
    """Wait until no other import of this noun is being written; for the rest of the transaction we are the one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCKS + 1, noun])


def _ask(beside: BaseDatabaseWrapper, query: str, pk: int) -> Any:
    with beside.cursor() as cursor:
        cursor.execute(query, [LOCKS, pk])
        return cursor.fetchone()[0]
