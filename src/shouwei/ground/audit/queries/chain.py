"""The state of the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ..models import ChainLink, Head
from ..rules.chain import BEGINNING, Facts, digest_of_words, hash_of_link, microseconds

PATIENCE = timedelta(minutes=10)
"""An event that is older and still without a place in the chain is a fault."""
CHECKED = """
SELECT e.id, e.at, e.by_id, e.what, e.on_type, e.on_id, e.about_type, e.about_id, e.salt, e.by_label, e.on_label, e.why, e.changes,
       l.number, l.event_id, l.words, l.hash
FROM audit_chainlink l LEFT JOIN audit_event e ON e.id = l.event_id
WHERE l.number > %s ORDER BY l.number LIMIT %s
"""
TAIL = """
SELECT count(*), min(e.at) FROM audit_event e WHERE NOT EXISTS (SELECT FROM audit_chainlink l WHERE l.event_id = e.id)
"""
RECENT_TAIL = """
SELECT count(*), min(e.at) FROM audit_event e
WHERE e.id > (SELECT coalesce(max(event_id), 0) FROM audit_chainlink) - 1000
  AND NOT EXISTS (SELECT FROM audit_chainlink l WHERE l.event_id = e.id)
"""
PORTION = 10_000
HEADS = "trail/heads.txt"
"""In the data folder: ``day number hash`` a line."""
RESTORED = "restored:"
"""Before the number: on that day a backup was put back, whose chain ended there."""


def last_link() -> ChainLink | None:
    return ChainLink.objects.order_by("-number").first()


def facts_of(row: tuple[Any, ...]) -> Facts:
    """From the first eight columns of ``CHECKED``."""
    number, at, by, what, on_type, on_id, about_type, about_id = row[:8]
    return Facts(number, microseconds(at), by, what, on_type, on_id, about_type, about_id)


def words_of(row: tuple[Any, ...]) -> bytes:
    """From columns nine to thirteen of ``CHECKED``; the salt must still be there."""
    salt, by, on, why, changes = row[8:13]
    told = json.loads(changes) if isinstance(changes, str) else changes
    return digest_of_words(bytes(salt), by=by, on=on, why=why, changes=told)


@dataclass(frozen=True, slots=True)
class Checked:
    """What verification found. ``fault`` is empty when the chain stands, else one English sentence naming the first break."""

    links: int
    head: bytes
    erased: int
    tail: int
    tail_since: datetime | None
    fault: str
    restores: int = 0
    """How often, by the file of heads, a backup was put back."""


def verify_trail(*, at: datetime | None = None) -> Checked:
    """Compute every link again and compare the exported heads; reads ten thousand rows at a time."""
    before, number, erased, fault = BEGINNING, 0, 0, ""
    heads = _exported_heads()
    for row in _rows():
        number += 1
        fault = _fault_of(row, number, before)
        if fault:
            break
        erased += row[8] is None
        before = bytes(row[16])
        if number in heads and heads[number] != before:
            fault = f"link {number} is not the one exported on its day: the chain was computed anew"
            break
    missing = [n for n in heads if n > number]
    if not fault and missing:
        fault = f"the chain ends at {number}, but a head of link {max(missing)} was exported: its end is gone"
    with connection.cursor() as cursor:
        cursor.execute(TAIL)
        tail, since = cursor.fetchone() or (0, None)
    if not fault and at is not None and since is not None and at - since > PATIENCE:
        fault = f"{tail} events since {since:%Y-%m-%d %H:%M} UTC have no place in the chain"
    restores = sum(is_restore for _, _, is_restore in _written_down())
    return Checked(number, before, erased, tail, since, fault, restores)


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows without computing anything anew."""

    links: int
    head: str
    tail: int
    tail_since: datetime | None
    checked: Head | None
    """The last daily verification."""


def state_of_chain() -> State:
    last, checked = last_link(), Head.objects.first()
    with connection.cursor() as cursor:
        cursor.execute(RECENT_TAIL)
        tail, since = cursor.fetchone() or (0, None)
    return State(last.number if last else 0, bytes(last.hash).hex() if last else "", tail, since, checked)


def _fault_of(row: tuple[Any, ...], expected: int, before: bytes) -> str:
    number, event, words, kept = row[13:]
    if number != expected:
        return f"link {expected} is missing"
    if row[0] is None:
        return f"link {number}: event {event} is gone"
    if row[8] is not None and words_of(row) != bytes(words):
        return f"link {number}: the words of event {event} were changed"
    if hash_of_link(before, number, facts_of(row), bytes(words)) != bytes(kept):
        return f"link {number}: event {event} or its link was changed"
    return ""


def _rows() -> Iterator[tuple[Any, ...]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(CHECKED, [last, PORTION])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < PORTION:
            return
        last = rows[-1][13]


def _exported_heads() -> dict[int, bytes]:
    """Number → hash, from the table and from the file beside it; where they differ the file's counts: it is the outside copy.

    A restore stands in the file too: heads written before it that lie beyond the chain it brought back are of the replaced chain.
    """
    kept = {head.number: bytes(head.hash) for head in Head.objects.all() if head.number}
    for number, told, is_restore in _written_down():
        if is_restore:
            kept = {n: known for n, known in kept.items() if n < number}
        if number:
            kept[number] = told
    return kept


def _written_down() -> Iterator[tuple[int, bytes, bool]]:
    file = Path(settings.DATA) / HEADS
    if file.exists():
        for line in file.read_text(encoding="utf8").splitlines():
            _day, number, told = line.split()
            yield int(number.removeprefix(RESTORED)), bytes.fromhex(told), number.startswith(RESTORED)
