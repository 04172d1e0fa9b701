"""How well a destination is proven: E0 to E6.

Source: trust.md 4.2, after the Ministry's 四不准 (no internship or probation proof as proof of employment, 2020 and 2022) and the 2023
registration of destinations by graduates themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .codes import FLEXIBLE, stem

LEVELS = {
    "document": 1,
    "notice": 2,
    "agreement": 2,
    "contract": 2,
    "person": 3,
    "employer": 4,
    "register": 5,
    "audit": 6,
}
"""Kind of proof → level. An internship proof is not in it: it never lifts anything."""
LAPSES = timedelta(days=183)
"""Words of a person or employer and matches with a register hold half a year."""
LAPSING = frozenset({"person", "employer", "register"})
REPORTED, CONFIRMED = 2, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One proof. ``form_checked``: for agreements and contracts, whether employer code, employer and first day are in order."""

    kind: str
    given_on: date
    valid_until: date | None = None
    void: bool = False
    form_checked: bool = True
    contradicts: bool = False
    """An audit or register that found the claim untrue."""


def holds(piece: Piece, on: date) -> bool:
    if piece.void or piece.given_on > on or (piece.valid_until is not None and piece.valid_until < on):
        return False
    return piece.kind not in LAPSING or on <= piece.given_on + LAPSES


def level_of(code: str, pieces: Iterable[Piece], *, on: date) -> int:
    """0–6 on a day. A contradiction throws the claim back to E0; flexible work needs its person and a register, or an audit."""
    standing = [piece for piece in pieces if holds(piece, on)]
    if any(piece.contradicts for piece in standing):
        return 0
    reached = {_level(piece) for piece in standing}
    level = max(reached, default=0)
    if stem(code) in FLEXIBLE and level < LEVELS["audit"] and not {LEVELS["person"], LEVELS["register"]} <= reached:
        return min(level, 1)
    return level


def _level(piece: Piece) -> int:
    level = LEVELS.get(piece.kind, 0)
    return min(level, 1) if piece.kind in ("agreement", "contract") and not piece.form_checked else level


@dataclass(frozen=True, slots=True)
class Triple:
    """A published figure always comes as three. ``audited`` is None while no sample has been looked into."""

    reported: int
    confirmed: int
    audited: int | None
    of: int


def triple(levels: Iterable[tuple[int, bool, bool]], *, true_share: float | None) -> Triple:
    """``levels``: (level, is counted by the figure, contested) per graduate. ``true_share``: lower bound found by sampling."""
    reported = confirmed = of = 0
    for level, counted, contested in levels:
        of += 1
        if counted and not contested:
            reported += level >= REPORTED
            confirmed += level >= CONFIRMED
    audited = int(reported * true_share) if true_share is not None else None
    return Triple(reported, confirmed, audited, of)
