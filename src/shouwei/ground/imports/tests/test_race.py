"""Fifty confirm at once, a worker is killed in the middle, somebody cancels: one import, whole or not at all."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections
from tests.cast import Cast

from shouwei.core.acting import SYSTEM, acting_as
from shouwei.core.sheets import SHEETS, Context, Rows
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.calendar.models import Holiday

from ..models import Import, ImportProgress, ImportTrace
from ..workflows.carry_on import carry_on, take_up_what_was_left
from ..workflows.confirm_import import confirm_import
from ..workflows.upload_sheet import upload_sheet
from ..workflows.working import INTERRUPTED, at_work_on
from .files import SOURCE, holidays

TODAY = date(2026, 4, 1)
FIRST = date(2031, 1, 1)
CLIENTS = 50
ROWS = 30
pytestmark = pytest.mark.django_db(transaction=True)


def checked(cast: Cast) -> Import:
    rows = [(FIRST + timedelta(days=n), "示例日", "休", SOURCE) for n in range(ROWS)]
    batch = upload_sheet(SHEETS["calendar.holidays"], name="a.xlsx", data=holidays(*rows), by=cast.chen)
    carry_on(batch.pk, today=TODAY)
    return Import.objects.get(pk=batch.pk)


def stored() -> tuple[int, int, int]:
    return Holiday.objects.count(), ImportTrace.objects.count(), Event.objects.filter(what="导入节假日").count()


def test_fifty_confirm_and_one_wins(cast: Cast) -> None:
    batch = checked(cast)
    start = threading.Barrier(10)

    def confirm(number: int) -> str:
        if number < 10:
            start.wait(10)
        try:
            with acting_as(SYSTEM):
                confirm_import(batch, only_good=False, by=cast.chen)
                carry_on(batch.pk, today=TODAY)
            return "won"
        except Refused:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(confirm, range(CLIENTS)))

    print(f"{CLIENTS} confirmations: {answers.count('won')} won, {answers.count('refused')} refused")
    assert (answers.count("won"), answers.count("refused")) == (1, CLIENTS - 1)
    assert (Import.objects.get().state, stored()) == ("done", (ROWS, 1, 1))


class Slow:
    """Writes like the store it stands before, then does what a test wants while the rows are there and not yet kept."""

    def __init__(self, store: Any, then: Any) -> None:
        self.store, self.then = store, then

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def write(self, rows: Rows, context: Context) -> None:
        self.store.write(rows, context)
        self.then()


def interrupted(monkeypatch: pytest.MonkeyPatch, then: Any) -> None:
    sheet = SHEETS["calendar.holidays"]
    monkeypatch.setitem(SHEETS, sheet.noun, replace(sheet, store=Slow(sheet.store, then)))


def test_a_worker_killed_while_writing_leaves_nothing_and_is_taken_up_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = confirm_import(checked(cast), only_good=False, by=cast.chen)
    written: list[int] = []

    def die() -> None:
        written.append(Holiday.objects.count())
        with connections.create_connection(
            "default"
        ).cursor() as other:  # the server ends our session, as when we are killed
            mine = connection.connection.info.backend_pid
            other.execute("SELECT pg_terminate_backend(%s)", [mine])
        other.connection.close()

    with monkeypatch.context() as patch:
        interrupted(patch, die)
        with acting_as(SYSTEM), pytest.raises(DatabaseError):
            carry_on(batch.pk, today=TODAY)
        connection.close()
    after = (Import.objects.get().state, stored())
    left, told = take_up_what_was_left(), ImportProgress.objects.get()
    carry_on(batch.pk, today=TODAY)
    carry_on(batch.pk, today=TODAY)

    assert (told.phase, told.done, told.total) == (INTERRUPTED, 0, 0)
    assert (written, after, left) == ([ROWS], ("storing", (0, 0, 0)), [batch.pk])
    assert (Import.objects.get().state, stored()) == ("done", (ROWS, 1, 1))


def test_cancelling_while_it_writes_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = confirm_import(checked(cast), only_good=False, by=cast.chen)

    def ask() -> None:
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("UPDATE imports_importprogress SET cancel_asked = true WHERE batch_id = %s", [batch.pk])
        other.close()
        time.sleep(0.01)

    interrupted(monkeypatch, ask)
    carry_on(batch.pk, today=TODAY)

    batch.refresh_from_db()
    assert (batch.state, batch.said) == ("checked", "已取消导入，没有写入任何一行。")
    assert stored() == (0, 0, 0)
    assert ImportProgress.objects.get().cancel_asked is False


def test_two_workers_on_one_import_do_it_once(cast: Cast) -> None:
    batch = confirm_import(checked(cast), only_good=False, by=cast.chen)

    with at_work_on(batch.pk):
        carry_on(batch.pk, today=TODAY)
        meanwhile = (Import.objects.get().state, stored(), take_up_what_was_left())
    carry_on(batch.pk, today=TODAY)

    assert meanwhile == ("storing", (0, 0, 0), [])
    assert stored() == (ROWS, 1, 1)
