"""The chain: every change is found, words can be erased, writers never wait, heads catch a chain computed anew."""

from __future__ import annotations

import random
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.clock import now
from shouwei.ground.audit.models import ChainLink, Event, Head
from shouwei.ground.audit.queries.chain import verify_trail
from shouwei.ground.audit.rules.chain import canonical, microseconds
from shouwei.ground.audit.workflows.link_trail import link_trail
from shouwei.ground.audit.workflows.note_restore import note_restore
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.audit.workflows.take_head import take_head

DAY = date(2026, 4, 15)


@pytest.fixture
def chain(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Twelve linked events."""
    settings.DATA = tmp_path
    for number in range(12):
        record(
            by=cast.lin, what="报送进展", on=cast.north, why=f"第{number}次", changes={"完成率": [number, number + 1]}
        )
    link_trail()
    return cast


def by_force(sql: str) -> None:
    """As somebody who owns the database and has put the triggers aside."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_event", "audit_chainlink"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)


def test_a_new_event_waits_in_the_tail_until_it_is_linked(chain: Cast) -> None:
    record(by=None, what="提醒", on=chain.south)
    before = verify_trail()
    linked = link_trail()
    after = verify_trail()

    assert ((before.links, before.tail, before.fault), linked) == ((12, 1, ""), 1)
    assert (after.links, after.tail, after.fault) == (13, 0, "")
    assert list(ChainLink.objects.values_list("number", flat=True)) == list(range(1, 14))
    assert link_trail() == 0


def test_an_event_nobody_links_is_a_fault_after_ten_minutes(chain: Cast) -> None:
    record(by=None, what="提醒", on=chain.south)

    assert verify_trail(at=now()).fault == ""
    assert "have no place in the chain" in verify_trail(at=now() + timedelta(minutes=11)).fault


CHANGES = {
    "UPDATE audit_event SET why = '别的理由' WHERE id = {id}": "the words of event {id} were changed",
    "UPDATE audit_event SET by_label = '别人' WHERE id = {id}": "the words of event {id} were changed",
    "UPDATE audit_event SET changes = '{{}}' WHERE id = {id}": "the words of event {id} were changed",
    "UPDATE audit_event SET what = '没报送' WHERE id = {id}": "event {id} or its link was changed",
    "UPDATE audit_event SET at = at + interval '1 microsecond' WHERE id = {id}": "event {id} or its link was changed",
    "UPDATE audit_event SET by_id = NULL WHERE id = {id}": "event {id} or its link was changed",
    "UPDATE audit_event SET on_id = on_id + 1 WHERE id = {id}": "event {id} or its link was changed",
    "UPDATE audit_chainlink SET words = sha256('x') WHERE event_id = {id}": "the words of event {id} were changed",
    "UPDATE audit_chainlink SET hash = sha256('x') WHERE event_id = {id}": "event {id} or its link was changed",
    "DELETE FROM audit_chainlink WHERE event_id = {id}": "link 5 is missing",
}


@pytest.mark.parametrize("sql", CHANGES)
def test_whatever_is_changed_the_first_broken_link_is_named(chain: Cast, sql: str) -> None:
    victim = ChainLink.objects.get(number=5).event_id

    by_force(sql.format(id=victim))

    found = verify_trail()
    assert found.fault.endswith(CHANGES[sql].format(id=victim))
    assert found.links == 5


def test_a_thousand_random_single_changes_are_all_found(chain: Cast) -> None:
    """One byte of one column of one event or link, a thousand times, each on the whole chain."""
    luck = random.Random(20260415)
    events = list(ChainLink.objects.values_list("event_id", flat=True))
    by_force("SELECT 1")
    found = 0
    for _ in range(1000):
        event = luck.choice(events)
        column, value = luck.choice(
            [
                ("why", f"'第{luck.randrange(10**6)}回'"),
                ("what", f"'做{luck.randrange(10**6)}'"),
                ("on_id", str(luck.randrange(10**9, 10**12))),
                ("at", f"at - interval '{luck.randrange(1, 10**6)} microseconds'"),
                ("on_label", f"'校{luck.randrange(10**6)}'"),
            ]
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE audit_event SET {column} = {value} WHERE id = %s", [event])  # noqa: S608
            found += bool(verify_trail().fault)
            transaction.set_rollback(True)

    print(f"changes found: {found} of 1000")
    assert found == 1000
    assert verify_trail().fault == ""


def test_a_chain_computed_anew_is_caught_by_an_exported_head(chain: Cast) -> None:
    """The negative control: without the outside head the forgery would pass."""
    head = take_head(DAY)
    by_force(
        "UPDATE audit_event SET why = '别的理由' WHERE id = (SELECT event_id FROM audit_chainlink WHERE number = 3)"
    )
    by_force("DELETE FROM audit_chainlink")
    link_trail()
    with_head = verify_trail().fault
    (chain_file := _heads()).unlink()
    Head.objects.all()  # the table's own copy still stands
    table_alone = verify_trail().fault
    by_force("ALTER TABLE audit_head DISABLE TRIGGER USER; DELETE FROM audit_head")

    assert head.number == 12
    assert with_head == table_alone == "link 12 is not the one exported on its day: the chain was computed anew"
    assert verify_trail().fault == ""
    assert not chain_file.exists()


def test_an_end_cut_off_is_caught_by_an_exported_head(chain: Cast) -> None:
    take_head(DAY)
    by_force("DELETE FROM audit_chainlink WHERE number > 9; DELETE FROM audit_event WHERE why >= '第9次'")

    assert verify_trail().fault == "the chain ends at 9, but a head of link 12 was exported: its end is gone"


def test_a_head_is_taken_once_a_day_and_written_down(chain: Cast) -> None:
    first = take_head(DAY)
    record(by=None, what="提醒", on=chain.south)
    again = take_head(DAY)
    next_day = take_head(DAY + timedelta(days=1))

    assert (first.number, again, next_day.number, next_day.fault) == (12, first, 13, "")
    assert _heads().read_text() == "".join(f"{h.day} {h.number} {bytes(h.hash).hex()}\n" for h in (first, next_day))


def _heads() -> Path:
    from django.conf import settings

    return Path(settings.DATA) / "trail" / "heads.txt"


def test_words_can_be_erased_and_the_chain_stands(chain: Cast) -> None:
    head = verify_trail().head
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_erase_words('organisations.organisation', %s)", [chain.north.pk])
        (erased,) = cursor.fetchone() or (0,)

    found = verify_trail()
    assert (erased, found.erased, found.fault, found.head) == (12, 12, "", head)
    assert set(Event.objects.values_list("on_label", "why")) == {("（已依法删除）", "")}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET salt = NULL",
        "UPDATE audit_event SET salt = NULL, why = '', changes = '{}', on_label = '别的'",
        "UPDATE audit_event SET salt = NULL, why = '', changes = '{}', on_label = '（已依法删除）', what = '别的'",
        "UPDATE audit_event SET salt = NULL, why = '', changes = '{}', on_label = '（已依法删除）', by_id = NULL",
        "UPDATE audit_event SET salt = NULL, why = '', changes = '{}', on_label = '（已依法删除）', by_label = '别人'",
        "UPDATE audit_chainlink SET words = hash",
        "DELETE FROM audit_chainlink",
    ],
)
def test_erasing_is_the_only_change_the_database_allows(chain: Cast, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert verify_trail().fault == ""


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_and_two_linkers_leave_one_whole_chain(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    failed: list[BaseException] = []

    def work(what: Any) -> None:
        try:
            what()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    def write() -> None:
        for number in range(10):
            with transaction.atomic():
                record(by=cast.lin, what="报送进展", on=cast.north, why=str(number))

    def link() -> None:
        for _ in range(15):
            link_trail()

    threads = [threading.Thread(target=work, args=[write]) for _ in range(20)]
    threads += [threading.Thread(target=work, args=[link]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    link_trail()

    found = verify_trail()
    assert failed == []
    assert (found.links, found.tail, found.fault) == (200, 0, "")


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001  # made aware below
def test_microseconds_are_exact(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)

    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds(at)) == at


def test_canonical_writing_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical([{"乙": 1, "甲": [None, True]}]) == canonical([{"甲": [None, True], "乙": 1}])
    assert canonical(["甲", 1]) == '["甲",1]'.encode()


def test_words_erased_before_their_event_is_linked_do_not_stop_the_linker(chain: Cast) -> None:
    """A person may be erased within the minute of the last event about them."""
    record(by=None, what="提醒", on=chain.south)
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_erase_words('organisations.organisation', %s)", [chain.south.pk])

    linked = link_trail()

    found = verify_trail()
    assert (linked, found.links, found.erased, found.fault) == (1, 13, 1, "")


def test_after_a_restore_heads_of_the_replaced_chain_are_no_longer_expected(chain: Cast) -> None:
    """The backup is of link twelve; two more links and their head came after it."""
    take_head(DAY)
    record(by=None, what="提醒", on=chain.south)
    record(by=None, what="提醒", on=chain.south)
    take_head(DAY + timedelta(days=1))
    by_force("ALTER TABLE audit_head DISABLE TRIGGER USER; DELETE FROM audit_head WHERE number > 12")
    by_force("DELETE FROM audit_chainlink WHERE number > 12")
    by_force("DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_chainlink)")
    silent = verify_trail().fault

    note_restore(now(), replaced=True)
    record(by=None, what="恢复备份", on=chain.north)
    link_trail()

    told = verify_trail()
    assert "was exported: its end is gone" in silent
    assert (told.fault, told.links, told.restores) == ("", 13, 1)
    by_force(
        "UPDATE audit_event SET why = '别的理由' WHERE id = (SELECT event_id FROM audit_chainlink WHERE number = 5)"
    )
    assert verify_trail().fault.startswith("link 5: the words of event")


def test_on_a_new_disk_the_file_of_heads_is_written_again(chain: Cast) -> None:
    take_head(DAY)
    lines = _heads().read_text()
    _heads().unlink()

    note_restore(now(), replaced=False)

    assert _heads().read_text() == lines
