"""What the clock calls here."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from shouwei.core.verdict import Refused

from .models import Run
from .workflows.carry_out import carry_out
from .workflows.prepare_restore import prepare_restore
from .workflows.start_run import start_run


def nightly_backup(today: date) -> None:
    """Only asks for it; the worker makes it outside the clock's transaction."""
    with suppress(Refused):  # one asked for by hand is still running
        start_run(Run.Kind.BACKUP, by=None)


def run(pk: int) -> None:
    carry_out(pk)


def restore(request: int) -> None:
    prepare_restore(request)
