"""The city as tiles: a county or zone each, with what lies or lay in it on a day; the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import KEYRING, SignedInRequest

from ..models import Fact, Organisation
from ..permissions import KEYS
from ..queries import PlaceCounts, counts_by_place, day_asked, places
from ..rules.layouts import Spot, laid_out

WIDTH, HEIGHT, GAP = 104, 84, 8
"""Of a tile, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Tile:
    place: Organisation
    label: str
    x: int
    y: int
    counts: PlaceCounts
    industries: list[Fact]

    @property
    def is_empty(self) -> bool:
        return not (self.counts.schools[1] or self.counts.enterprises[1] or self.counts.parks[1])


def short(place: Organisation) -> str:
    """What fits on a tile: 经开区 of 安庆经开区, 怀宁 of 怀宁县."""
    name = str(place)
    if place.kind == Organisation.Kind.ZONE:
        return name[-3:]
    return name[:-1] if len(name) > 2 and name[-1] in "县市区" else name


@KEYS.page("view_organisations")
def page(request: SignedInRequest) -> HttpResponse:
    day = day_asked(request.GET, today=today())
    everywhere = [place for place in places(on=day) if not place.region_code.endswith("00")]
    spots = laid_out([Spot(place.pk, str(place), place.region_code) for place in everywhere])
    counts = counts_by_place(on=day)
    industries: dict[int, list[Fact]] = {}
    for fact in Fact.objects.filter(topic=Fact.Topic.LEAD_INDUSTRY, organisation__in=everywhere):
        industries.setdefault(fact.organisation_id, []).append(fact)
    tiles = [
        Tile(
            place=place,
            label=short(place),
            x=spots[place.pk][0] * (WIDTH + GAP),
            y=spots[place.pk][1] * (HEIGHT + GAP),
            counts=counts.get(place.pk, PlaceCounts()),
            industries=industries.get(place.pk, []),
        )
        for place in everywhere
    ]
    context = {
        "tiles": sorted(tiles, key=lambda tile: (tile.y, tile.x)),
        "width": max((tile.x for tile in tiles), default=0) + WIDTH,
        "height": max((tile.y for tile in tiles), default=0) + HEIGHT,
        "tile_width": WIDTH,
        "tile_height": HEIGHT,
        "day": day,
        "today": today(),
        "may_fill": "catalogues" in KEYRING and KEYRING["catalogues"].holds(request.identity, "enter_counties"),
    }
    return render(request, "organisations/county_map.html", context)
