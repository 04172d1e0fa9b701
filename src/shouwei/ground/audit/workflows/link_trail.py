"""Put events that have no place in the chain yet at its end.

Called every minute and before a head is taken. Writers never wait for the chain: an event is committed first and linked after, in
one order decided here under a lock, so that a younger number that committed later cannot tear it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from ..models import ChainLink
from ..queries.chain import facts_of, last_link, words_of
from ..rules.chain import BEGINNING, hash_of_link

CHAINING = 0x7121117
"""Key of the advisory lock; any number, the same on every host."""
AT_ONCE = 5000
LATECOMERS = 100_000
"""How far below the last linked number an event may still appear: one whose transaction stayed open that long."""
ERASED_BEFORE = bytes(32)
"""Instead of the digest of words that were erased within the minute before their event was linked: its facts are vouched for."""
UNLINKED = """
SELECT e.id, e.at, e.by_id, e.what, e.on_type, e.on_id, e.about_type, e.about_id, e.salt, e.by_label, e.on_label, e.why, e.changes
FROM audit_event e
WHERE e.id > (SELECT coalesce(max(event_id), 0) FROM audit_chainlink) - %s
  AND NOT EXISTS (SELECT FROM audit_chainlink l WHERE l.event_id = e.id)
ORDER BY e.id LIMIT %s
"""


def link_trail() -> int:
    """How many were linked; safe to run twice at once and to be killed: each portion is one transaction."""
    linked = 0
    while True:
        portion = _link_some()
        linked += portion
        if portion < AT_ONCE:
            return linked


@transaction.atomic
def _link_some() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAINING])
        cursor.execute(UNLINKED, [LATECOMERS, AT_ONCE])
        rows = cursor.fetchall()
    return len(ChainLink.objects.bulk_create(_links(rows)))


def _links(rows: list[tuple[Any, ...]]) -> Iterator[ChainLink]:
    last = last_link()
    number, before = (last.number, bytes(last.hash)) if last else (0, BEGINNING)
    for row in rows:
        number += 1
        words = words_of(row) if row[8] is not None else ERASED_BEFORE
        before = hash_of_link(before, number, facts_of(row), words)
        yield ChainLink(number=number, event_id=row[0], words=words, hash=before)
