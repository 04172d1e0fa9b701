"""What may be shown of small groups of persons, so that none can be worked out from what else is shown.

Source: trust.md T32. A published part is a sum of raw cells that holds at least :data:`LEAST` persons; parts do not overlap, and a
small cell always shares its part with another, so that no subtraction of parts or of their totals gives it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .suppression import LEAST, is_small

SMALL = f"少于{LEAST}"
K = TypeVar("K", str, int)


@dataclass(frozen=True)
class Parts(Generic[K]):
    """``shown``: cells as they are. ``merged``: cells told only as one sum, ``rest``; ``rest`` is 0 where even that is too small."""

    shown: dict[K, int]
    merged: frozenset[K]
    rest: int

    @property
    def total(self) -> int:
        """Of what is told."""
        return sum(self.shown.values()) + self.rest


def published(cells: Mapping[K, int]) -> Parts[K]:
    """Cells of at least ``LEAST`` as they are; the smaller ones, and the least of the others if need be, as one sum.

    Empty cells are left out, as merged ones are, so that a reader cannot tell them apart.
    """
    known = sorted(
        ((people, key) for key, people in cells.items() if people > 0), key=lambda pair: (pair[0], str(pair[1]))
    )
    merged = [pair for pair in known if pair[0] < LEAST]
    larger = [pair for pair in known if pair[0] >= LEAST]
    if merged and larger and (len(merged) == 1 or sum(people for people, _ in merged) < LEAST):
        merged.append(larger.pop(0))
    rest = sum(people for people, _ in merged)
    return Parts(
        {key: people for people, key in larger},
        frozenset(key for _, key in merged),
        rest if rest >= LEAST and len(merged) > 1 else 0,
    )


def told(people: int) -> str:
    """A figure that stands alone."""
    return SMALL if is_small(people) else str(people)
