"""Where the counties of a city stand on the tile map: neighbours near each other, north above, no geodata.

Only Anqing has a drawing of its own; any other city gets a plain grid in the order of its codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

ANQING: Mapping[str, tuple[int, int]] = {
    "340828": (1, 0),
    "340881": (3, 0),
    "340882": (1, 1),
    "340822": (2, 1),
    "340811": (3, 1),
    "经开区": (4, 1),
    "340825": (0, 2),
    "高新区": (2, 2),
    "340803": (3, 2),
    "340802": (4, 2),
    "340826": (0, 3),
    "340827": (1, 3),
}
"""Region code, or the short name's end of a zone → column, row."""
DRAWINGS = {"3408": ANQING}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be put on the map."""

    pk: int
    name: str
    code: str


def laid_out(spots: Sequence[Spot]) -> dict[int, tuple[int, int]]:
    """Primary key → column and row; every spot has one of its own."""
    drawing = next((drawing for prefix, drawing in DRAWINGS.items() if _is_of(spots, prefix)), None)
    if drawing is None:
        columns = max(1, ceil(sqrt(len(spots))))
        ordered = sorted(spots, key=lambda spot: (spot.code or "~", spot.name))
        return {spot.pk: (place % columns, place // columns) for place, spot in enumerate(ordered)}
    placed: dict[int, tuple[int, int]] = {}
    for spot in spots:
        where = next((at for key, at in drawing.items() if spot.code == key or spot.name.endswith(key)), None)
        if where is not None and where not in placed.values():
            placed[spot.pk] = where
    below = 1 + max((row for _, row in placed.values()), default=-1)
    rest = sorted((spot for spot in spots if spot.pk not in placed), key=lambda spot: (spot.code or "~", spot.name))
    columns = 1 + max(column for column, _ in drawing.values())
    return placed | {spot.pk: (n % columns, below + n // columns) for n, spot in enumerate(rest)}


def _is_of(spots: Sequence[Spot], prefix: str) -> bool:
    coded = [spot.code for spot in spots if spot.code]
    return bool(coded) and all(code.startswith(prefix) for code in coded)
