"""Which of a year's published sums may be printed together, so that no cell under five can be worked out from all of them.

Sources: trust.md T32 and G28. Everything printed of a cohort is a sum of atoms (part, basis, place, proven or not,
of adult intake or not). What a reader can work out by any sums and differences is what lies in the span of the printed sums; a sum
that would bring a small cell into that span is not printed. Decided once, in a fixed order, for every page, paper, display and interface: what one hides no other shows.

The span is taken modulo a large prime: a cell that lies in the rational span lies in it there too, so the error can only hide too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .formula import BASES, EVERYWHERE, OUTCOMES, PARTS, PLACES, WORK, Counts, with_adults
from .suppression import LEAST

PRIME = 67_108_859
"""Small enough for sums of two thousand products in 64 bits."""
BOTH = (True, False)
Atom = tuple[str, str, str, bool, bool]
"""part, basis, place, proven, came by adult intake."""
ATOMS: tuple[Atom, ...] = tuple(product(PARTS, BASES, EVERYWHERE, BOTH, BOTH))
PLACE_OF = {atom: number for number, atom in enumerate(ATOMS)}
UNREGISTERED = {True: len(ATOMS), False: len(ATOMS) + 1}
"""Columns of those on the roll with no registered destination, adult intake first."""
WIDTH = len(ATOMS) + 2
Vector = NDArray[np.int64]
Matrix = NDArray[np.int64]


def atoms_of(facts: Counts) -> list[int]:
    """People by atom, the unregistered last."""
    of = {True: facts.grown or Counts(), False: facts.regular}
    people = []
    for part, basis, place, proven, grown in ATOMS:
        claimed, sure = of[grown].people.get((part, basis, place), (0, 0))
        people.append(sure if proven else claimed - sure)
    return [*people, *(max(0, of[grown].graduates - of[grown].lines) for grown in UNREGISTERED)]


def vector(
    parts: Iterable[str],
    basis: str = "workplace",
    places: Iterable[str] = EVERYWHERE,
    proven: bool | None = None,
    grown: bool | None = None,
) -> Vector:
    """Of the sum of these atoms; ``proven`` None: proven or not; ``grown`` None: with adult intake."""
    row = np.zeros(WIDTH, dtype=np.int64)
    for part, place, sure, adult in product(parts, places, _either(proven), _either(grown)):
        row[PLACE_OF[part, basis, place, sure, adult]] = 1
    return row


def _either(one: bool | None) -> tuple[bool, ...]:
    return BOTH if one is None else (one,)


def everybody(grown: bool | None = None) -> Vector:
    row = vector(PARTS, grown=grown)
    row[[UNREGISTERED[one] for one in _either(grown)]] = 1
    return row


def relations() -> list[Vector]:
    """What is known without being printed: either basis counts the same people."""
    return [
        (
            vector((part,), "workplace", proven=sure, grown=grown)
            - vector((part,), "registered", proven=sure, grown=grown)
        )
        % PRIME
        for part, sure, grown in product(PARTS, BOTH, BOTH)
    ]


def sums_of(spec: Mapping[str, Any]) -> dict[str, Vector]:
    """The sums a figure of destinations prints: denominator, numerator, claimed."""
    top, below = OUTCOMES[spec["numerator"]][1], OUTCOMES[spec["denominator"]][1]
    grown = None if with_adults(spec) else False
    found = {"denominator": everybody(grown) if below is None else vector(below, grown=grown)}
    if top is None and not spec.get("place"):
        return found
    place, parts = spec.get("place"), top or tuple(PARTS)
    basis, places = (spec["basis"], PLACES[place][1]) if place else ("workplace", EVERYWHERE)
    claimed = vector(parts, basis, places, grown=grown)
    if spec["numerator"] in ("waiting", "not_seeking"):
        return found | {"numerator": claimed}
    return found | {"numerator": vector(parts, basis, places, proven=True, grown=grown), "claimed": claimed}


TOGETHER = [places for size in range(1, len(EVERYWHERE) + 1) for places in combinations(EVERYWHERE, size)]
"""Places a reader might ask for: each, all, outside the city, and any others together."""


def cells() -> list[Vector]:
    """What must not be worked out when it is small: every atom, and every sum a reader might ask for by name."""
    rows = []
    for number in range(WIDTH):
        row = np.zeros(WIDTH, dtype=np.int64)
        row[number] = 1
        rows.append(row)
    for basis, sure, grown in product(BASES, (None, *BOTH), (None, *BOTH)):
        for parts in (*((part,) for part in PARTS), *(tuple(p) for _, p in OUTCOMES.values() if p), tuple(PARTS)):
            rows += [vector(parts, basis, places, sure, grown) for places in TOGETHER]
    return list({row.tobytes(): row for row in rows}.values())


CELLS = np.array(cells(), dtype=np.int64)
PART_SUMS: tuple[tuple[str, Vector], ...] = (
    ("part.city", vector(WORK, "workplace", ("city",), proven=True)),
    ("part.province", vector(WORK, "workplace", ("province",), proven=True)),
    ("part.elsewhere", vector(WORK, "workplace", ("elsewhere",), proven=True)),
    (
        "part.unproven",
        vector(WORK) - vector(WORK, "workplace", ("city", "province", "elsewhere"), proven=True),
    ),
    ("part.study", vector(("study",))),
    ("part.service", vector(("service",))),
    ("part.open", vector(("waiting", "not_seeking"))),
    ("part.unknown", everybody() - vector(tuple(PARTS))),
)
"""The totals of the schools' table, in the order of its columns."""
END_SUMS: tuple[Vector, ...] = (
    *(vector(WORK, "workplace", (place,)) for place in EVERYWHERE),
    vector(("study",)),
    vector(("service",)),
    vector(("waiting", "not_seeking")),
    everybody() - vector(tuple(PARTS)),
)
"""The ends of the picture of flows, by papers, proven or not."""


def sign(spec: Mapping[str, Any]) -> str:
    """What a formula counts, by whatever name and version it goes."""
    words = [spec.get(name, "") for name in ("numerator", "denominator", "place", "basis")]
    return "/".join(words if with_adults(spec) else [*words, "regular"])


def wanted(specs: Iterable[Mapping[str, Any]]) -> tuple[list[tuple[str, Vector]], list[tuple[str, Vector]]]:
    """Sums by name in order of weight: the roll, denominators, numerators; and what was only claimed, which comes after the tables."""
    sums = {sign(spec): sums_of(spec) for spec in specs}
    asked: list[tuple[str, Vector]] = [("roll", everybody())]
    for which in ("denominator", "numerator"):
        asked += [(f"{name}:{which}", rows[which]) for name, rows in sums.items() if which in rows]
    return asked, [(f"{name}:claimed", rows["claimed"]) for name, rows in sums.items() if "claimed" in rows]


class Printed:
    """The span of what is printed so far, in reduced form, and the small cells not yet in it."""

    def __init__(self, cells: Matrix, known: Iterable[Vector]) -> None:
        """``cells``: what must stay unknown; ``known``: what is known without being printed. Cells that follow from that alone are
        beyond help."""
        self._cells = cells % PRIME
        self._rows = np.zeros((0, cells.shape[1]), dtype=np.int64)
        self._pivots: list[int] = []
        for row in known:
            self._take(self._reduced(row))
        self._cells = self._cells[self._cells.any(axis=1)]

    def may_print(self, row: Vector) -> bool:
        """Take the sum among the printed ones unless a small cell would come into the span."""
        left = self._reduced(row)
        if left is None:
            return True  # known from the others already
        after = _without(self._cells, left)
        if not after.any(axis=1).all():
            return False
        self._take(left, after)
        return True

    def _take(self, left: Vector | None, cells: Matrix | None = None) -> None:
        if left is None:
            return
        self._cells = _without(self._cells, left) if cells is None else cells
        self._rows = np.vstack([_without(self._rows, left), left])
        self._pivots.append(int(np.flatnonzero(left)[0]))

    def _reduced(self, row: Vector) -> Vector | None:
        """What the printed rows leave of it, its first number 1; None when nothing is left."""
        left = row % PRIME
        touched = left[self._pivots]
        which = np.flatnonzero(touched)
        if len(which):
            left = (left - touched[which] @ self._rows[which]) % PRIME
        places = np.flatnonzero(left)
        return None if not len(places) else left * pow(int(left[places[0]]), -1, PRIME) % PRIME


def _without(rows: Matrix, left: Vector) -> Matrix:
    """Rows with the first column of ``left`` brought to nought."""
    factors = rows[:, int(np.flatnonzero(left)[0])]
    which = np.flatnonzero(factors)
    if not len(which):
        return rows
    after = rows.copy()
    after[which] = (after[which] - np.outer(factors[which], left)) % PRIME
    return after


def small_cells(people: Sequence[int], others: Iterable[Sequence[int]] = ()) -> Matrix:
    """Which of the group's cells are small, also for a school that knows its own people. ``others``: everybody but one school."""
    small = np.zeros(len(CELLS), dtype=bool)
    for counts in (people, *others):
        found = CELLS @ np.array(counts, dtype=np.int64)
        small |= (found > 0) & (found < LEAST)
    return CELLS[small]
