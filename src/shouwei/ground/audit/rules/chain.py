"""The hash chain over the trail: what is hashed, how, and in which order.

A link's hash is SHA-256 over the hash before it, the event's facts and a digest of its words. *Facts* are numbers and kinds, which
name nobody by themselves; *words* (names, reasons, values before and after) enter only as a digest salted per event. Erasing words
and salt therefore leaves the chain whole, and nobody can find the words again by guessing. Text is UTF-8, time is whole microseconds
since 1970 in UTC, structure is JSON with sorted keys and no spaces.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BEGINNING = bytes(32)
"""What stands before the first link."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an event is, without a name in it. ``at`` in microseconds."""

    event: int
    at: int
    by: int | None
    what: str
    on_type: str
    on_id: int
    about_type: str
    about_id: int | None


def microseconds(at: datetime) -> int:
    """Exact: no float comes near it."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def canonical(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of_words(salt: bytes, *, by: str, on: str, why: str, changes: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(salt + canonical([by, on, why, changes])).digest()


def hash_of_link(before: bytes, number: int, facts: Facts, words: bytes) -> bytes:
    told = canonical(
        [
            number,
            facts.event,
            facts.at,
            facts.by,
            facts.what,
            facts.on_type,
            facts.on_id,
            facts.about_type,
            facts.about_id,
        ]
    )
    return hashlib.sha256(before + told + words).digest()
