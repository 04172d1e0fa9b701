"""Count an attempt before it is checked, and take it back when it was right.

Counting first means that fifty attempts at the same moment are no more than the free ones: each waits for the row, finds the
wait of the one before, and is refused unchecked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import first_refusal, require

from ..digests import digest_of
from ..models import Tries
from ..rules.guessing import failures_left, may_try, wait_after


@dataclass(frozen=True, order=True)
class Counter:
    """What attempts count at."""

    kind: str
    digest: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.digest}"


def counter(kind: str, *parts: object) -> Counter:
    return Counter(kind, digest_of(f"try.{kind}", *parts))


@transaction.atomic
def count_try(counters: Iterable[Counter], *, now: datetime) -> int:
    """Raises ``Refused`` with the wait when one of them still waits; then nothing is counted. Returns the failures before."""
    wanted = sorted(counters)  # always in the same order, so that two attempts cannot wait for each other
    Tries.objects.bulk_create(
        [Tries(key=each.key, failures=0, last_at=now, until=now) for each in wanted], ignore_conflicts=True
    )
    rows = {
        row.key: row
        for row in Tries.objects.select_for_update().filter(key__in=[c.key for c in wanted]).order_by("key")
    }
    require(first_refusal(*(may_try(until=rows[each.key].until, now=now) for each in wanted)))
    before = 0
    for each in wanted:
        row = rows[each.key]
        failed = failures_left(row.failures, last_at=row.last_at, now=now)
        before = max(before, failed if each.kind != "address" else 0)
        row.failures, row.last_at, row.until = failed + 1, now, now + wait_after(each.kind, failed + 1)
        row.save(update_fields=["failures", "last_at", "until"])
    return before


@transaction.atomic
def take_back_try(counters: Iterable[Counter], *, now: datetime) -> None:
    """It was right: the account's slate is clean, and the network has one failure less (others may be guessing there)."""
    for row in Tries.objects.select_for_update().filter(key__in=[c.key for c in counters]).order_by("key"):
        row.failures = max(row.failures - 1, 0) if row.key.startswith("address:") else 0
        row.until = now
        row.save(update_fields=["failures", "until"])
