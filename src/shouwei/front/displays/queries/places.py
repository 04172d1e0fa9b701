"""The county tiles of the organisations room with how many of a cohort work there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import places
from shouwei.ground.organisations.rules.layouts import Spot, laid_out

from ..rules.shades import shade
from ..rules.small_groups import LEAST, published
from .graduates import by_place

WIDTH, HEIGHT, GAP = 104, 84, 8
"""Of a tile, in units of the drawing."""
MERGED = "并入其他"
ELSEWHERE_HERE = "未登记到县区"


@dataclass(frozen=True, slots=True)
class Tile:
    place: int
    name: str
    label: str
    code: str
    x: int
    y: int
    told: str
    """The figure, or that it is told with others."""
    shade: int


@dataclass(frozen=True)
class Map:
    tiles: list[Tile]
    others: list[tuple[str, int]]
    """What is not a tile: merged counties, the rest of the province, elsewhere."""
    total: int
    width: int
    height: int
    tile_width: int = WIDTH
    tile_height: int = HEIGHT


def short(name: str, kind: str) -> str:
    """What fits on a tile: 经开区 of 安庆经开区, 怀宁 of 怀宁县."""
    if kind == Organisation.Kind.ZONE:
        return name[-3:]
    return name[:-1] if len(name) > 2 and name[-1] in "县市区" else name


def map_of(schools: Collection[int], cohort: int) -> Map:
    """Two queries. Codes of the city that no tile bears are one more place. Small places of the city go together apart from those
    outside, for the city's total is printed elsewhere; unless one side as a whole is small."""
    here = [place for place in places() if not place.region_code.endswith("00")]
    inside, outside = by_place(schools, cohort)
    known = {place.region_code for place in here if place.region_code}
    cells = {code: people for code, people in inside.items() if code in known}
    stray = sum(people for code, people in inside.items() if code not in known)
    here_all = cells | {ELSEWHERE_HERE: stray}
    apart = not any(0 < sum(side.values()) < LEAST for side in (here_all, outside))
    parts = published(here_all if apart else here_all | outside)
    away = published(outside if apart else {})
    spots = laid_out([Spot(place.pk, str(place), place.region_code) for place in here])
    most = max((people for code, people in parts.shown.items() if code in known), default=0)
    tiles = []
    for place in here:
        people = parts.shown.get(place.region_code, 0)
        told = str(people) if people else MERGED if place.region_code in parts.merged and parts.rest else "—"
        if place.region_code in parts.merged and not parts.rest:
            told = f"少于{LEAST}"
        column, row = spots[place.pk]
        tiles.append(
            Tile(
                place.pk,
                place.name,
                short(str(place), place.kind),
                place.region_code,
                column * (WIDTH + GAP),
                row * (HEIGHT + GAP),
                told,
                shade(people, most),
            )
        )
    shown = parts.shown | away.shown
    others = [(name, shown[name]) for name in (ELSEWHERE_HERE, *outside) if name in shown]
    others += [(f"{'本市' if apart else ''}其他（人数较少的地方合并）", parts.rest)] if parts.rest else []
    others += [("外地其他（人数较少的地方合并）", away.rest)] if away.rest else []
    return Map(
        sorted(tiles, key=lambda tile: (tile.y, tile.x)),
        others,
        parts.total + away.total,
        max((tile.x for tile in tiles), default=0) + WIDTH,
        max((tile.y for tile in tiles), default=0) + HEIGHT,
    )
