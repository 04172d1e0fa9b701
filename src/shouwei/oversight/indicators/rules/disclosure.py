"""Which of a year's published sums may be printed together, so that no cell under five can be worked out from all of them.

Sources: trust.md T32 and G28. Everything printed of a cohort is a sum of atoms (part, basis, place, proven or not). What a reader can work
out by any sums and differences is what lies in the span of the printed sums; a sum that would bring a small cell into that span is not
printed. Decided once, in a fixed order, for every page, paper, display and interface: what one hides no other shows.

The span is taken modulo a large prime: a cell that lies in the rational span lies in it there too, so the error can only hide too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .formula import BASES, EVERYWHERE, OUTCOMES, PARTS, PLACES, Counts
from .suppression import is_small

PRIME = 2_147_483_629
UNKNOWN = "unknown"
"""The atom of those on the roll with no registered destination."""
Atom = tuple[str, str, str, bool]
ATOMS: tuple[Atom, ...] = tuple(product(PARTS, BASES, EVERYWHERE, (True, False)))
PLACE_OF = {atom: number for number, atom in enumerate(ATOMS)}
WIDTH = len(ATOMS) + 1
Vector = NDArray[np.int64]


def atoms_of(facts: Counts) -> list[int]:
    """People by atom, the unregistered last."""
    people = []
    for part, basis, place, proven in ATOMS:
        claimed, sure = facts.people.get((part, basis, place), (0, 0))
        people.append(sure if proven else claimed - sure)
    return [*people, max(0, facts.graduates - facts.lines)]


def vector(
    parts: Iterable[str], basis: str = "workplace", places: Iterable[str] = EVERYWHERE, proven: bool | None = None
) -> Vector:
    """Of the sum of these atoms; ``proven`` None: proven or not."""
    row = np.zeros(WIDTH, dtype=np.int64)
    for part, place, sure in product(parts, places, (True, False) if proven is None else (proven,)):
        row[PLACE_OF[part, basis, place, sure]] = 1
    return row


def everybody() -> Vector:
    row = vector(PARTS)
    row[-1] = 1
    return row


def relations() -> list[Vector]:
    """What is known without being printed: either basis counts the same people."""
    return [
        (vector((part,), "workplace", proven=sure) - vector((part,), "registered", proven=sure)) % PRIME
        for part, sure in product(PARTS, (True, False))
    ]


def sums_of(spec: Mapping[str, str]) -> dict[str, Vector]:
    """The sums a figure of destinations prints: denominator, numerator, claimed."""
    top, below = OUTCOMES[spec["numerator"]][1], OUTCOMES[spec["denominator"]][1]
    found = {"denominator": everybody() if below is None else vector(below)}
    if top is None and not spec.get("place"):
        return found
    place, parts = spec.get("place"), top or tuple(PARTS)
    where = (spec["basis"], PLACES[place][1]) if place else ("workplace", EVERYWHERE)
    claimed = vector(parts, *where)
    if spec["numerator"] in ("waiting", "not_seeking"):
        return found | {"numerator": claimed}
    return found | {"numerator": vector(parts, *where, proven=True), "claimed": claimed}


def cells() -> list[Vector]:
    """What must not be worked out when it is small: every atom, and every sum a reader might ask for by name."""
    rows = []
    for number in range(WIDTH):
        row = np.zeros(WIDTH, dtype=np.int64)
        row[number] = 1
        rows.append(row)
    for basis in BASES:
        for sure in (None, True, False):
            for parts in (*((part,) for part in PARTS), *(tuple(p) for _, p in OUTCOMES.values() if p), tuple(PARTS)):
                rows += [vector(parts, basis, places, sure) for places in (*((p,) for p in EVERYWHERE), EVERYWHERE)]
    return list({row.tobytes(): row for row in rows}.values())


CELLS = np.array(cells(), dtype=np.int64)


class Printed:
    """The span of what is printed so far, and the small cells not yet in it."""

    def __init__(self, people: Sequence[int], others: Iterable[Sequence[int]] = ()) -> None:
        """``others``: the same atoms of everybody but one school, for each school: its own people know their part of a total."""
        counts = np.array(people, dtype=np.int64)
        small = np.array([is_small(int(n)) for n in CELLS @ counts])
        for rest in others:
            small |= np.array([is_small(int(n)) for n in CELLS @ np.array(rest, dtype=np.int64)])
        self._cells = CELLS[small] % PRIME
        self._rows: list[tuple[int, Vector]] = []
        for row in relations():
            self._take(row)

    def may_print(self, row: Vector) -> bool:
        """Take the sum among the printed ones unless a small cell would come into the span."""
        reduced = self._reduced(row)
        if reduced is None:
            return True  # known from the others already
        pivot = int(np.flatnonzero(reduced)[0])
        after = (self._cells - np.outer(self._cells[:, pivot], reduced)) % PRIME
        if len(after) and not after.any(axis=1).all():
            return False
        self._cells = after
        self._rows.append((pivot, reduced))
        return True

    def _take(self, row: Vector) -> None:
        reduced = self._reduced(row)
        if reduced is not None:
            pivot = int(np.flatnonzero(reduced)[0])
            self._cells = (self._cells - np.outer(self._cells[:, pivot], reduced)) % PRIME
            self._rows.append((pivot, reduced))

    def _reduced(self, row: Vector) -> Vector | None:
        """What the printed rows leave of it, its first number 1; None when nothing is left."""
        left = row % PRIME
        for pivot, known in self._rows:
            if left[pivot]:
                left = (left - left[pivot] * known) % PRIME
        places = np.flatnonzero(left)
        if not len(places):
            return None
        return (left * pow(int(left[places[0]]), -1, PRIME)) % PRIME


def withheld(
    people: Sequence[int], wanted: Iterable[tuple[str, Vector]], others: Iterable[Sequence[int]] = ()
) -> frozenset[str]:
    """Names of the sums that are not printed; those named first are printed first."""
    printed = Printed(people, others)
    return frozenset([name for name, row in wanted if not printed.may_print(row)])
