"""The county tiles of the organisations room with how many of a cohort work there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import places
from shouwei.ground.organisations.rules.layouts import Spot, laid_out
from shouwei.oversight.indicators.rules.edition import DESTINATIONS, Told, end_of
from shouwei.oversight.indicators.rules.small_groups import published
from shouwei.oversight.indicators.rules.suppression import LEAST

from ..rules.shades import shade
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
    shown = parts.shown | away.shown
    others = [(name, shown[name]) for name in (ELSEWHERE_HERE, *outside) if name in shown]
    others += [(f"{'本市' if apart else ''}其他（人数较少的地方合并）", parts.rest)] if parts.rest else []
    others += [("外地其他（人数较少的地方合并）", away.rest)] if away.rest else []
    merged = dict.fromkeys(parts.merged, MERGED if parts.rest else f"少于{LEAST}")
    return _drawn(here, parts.shown, merged, others, parts.total + away.total)


def map_told(told: Told) -> Map:
    """The group's cohort as its edition tells it; one query. Which counties nobody works in is not told apart from those not told."""
    here = [place for place in places() if not place.region_code.endswith("00")]
    known = {place.region_code for place in here}
    stray = sum(people for code, people in told.counties.items() if code not in known)
    others = [(ELSEWHERE_HERE, stray)] if stray else []
    others += [(DESTINATIONS[end_of("employed", place)], people) for place, people in told.outside.items()]
    others += [("本市其他（人数较少的地方合并）", told.counties_rest)] if told.counties_rest else []
    others += [("外地其他（人数较少的地方合并）", told.outside_rest)] if told.outside_rest else []
    total = sum(people for code, people in told.counties.items() if code in known) + sum(n for _, n in others)
    if told.employed is not None and told.employed - total >= LEAST:
        others.append(("其他（人数较少的地方合并）", told.employed - total))
        total = told.employed
    return _drawn(here, told.counties, {}, others, total)


def _drawn(
    here: Sequence[Organisation],
    shown: Mapping[str, int],
    merged: Mapping[str, str],
    others: list[tuple[str, int]],
    total: int,
) -> Map:
    spots = laid_out([Spot(place.pk, str(place), place.region_code) for place in here])
    most = max((shown.get(place.region_code, 0) for place in here), default=0)
    tiles = []
    for place in here:
        people = shown.get(place.region_code, 0) if place.region_code else 0
        column, row = spots[place.pk]
        tiles.append(
            Tile(
                place.pk,
                place.name,
                short(str(place), place.kind),
                place.region_code,
                column * (WIDTH + GAP),
                row * (HEIGHT + GAP),
                str(people) if people else merged.get(place.region_code, "—"),
                shade(people, most),
            )
        )
    return Map(
        sorted(tiles, key=lambda tile: (tile.y, tile.x)),
        others,
        total,
        max((tile.x for tile in tiles), default=0) + WIDTH,
        max((tile.y for tile in tiles), default=0) + HEIGHT,
    )
