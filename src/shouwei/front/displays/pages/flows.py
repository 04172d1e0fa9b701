"""招生去向流向: a cohort from where it came, through cluster or school, to where it went."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.oversight.indicators.rules.edition import DESTINATIONS, OTHERS

from ..permissions import KEYS
from ..queries.graduates import flow_of, flow_told
from ..rules.flows import Flow, shareable
from ..rules.sankey import Node, Ribbon, laid_out
from .asked import asked_of, may_tell_schools


@dataclass(frozen=True)
class Drawing:
    """One size of the picture; the narrow one is for a phone."""

    name: str
    width: int
    height: int
    thick: int
    labels: list[tuple[Node, float, str]]
    """node, x of its label, text-anchor."""
    ribbons: list[tuple[Ribbon, str]]
    """ribbon, class."""


def drawing(flow: Flow, name: str, *, width: int, height: int, side: int) -> Drawing:
    """``side``: room for the labels left and right of the outer columns; 0 puts them inside."""
    thick = 14
    middle_x = (width - thick) / 2 if side else width * 0.45  # inside labels need more room on the right
    columns = (side, middle_x, width - side - thick)
    order = [*DESTINATIONS, OTHERS]
    volume: dict[str, int] = {}
    for (source, middle), people in flow.came.items():
        volume[source] = volume.get(source, 0) + people
        volume[middle] = volume.get(middle, 0) + people
    largest = sorted((key for key in volume if key != OTHERS), key=lambda key: (-volume[key], key))
    made = laid_out(
        (flow.came, flow.went), columns=columns, thick=thick, height=height, gap=18, orders=(largest, largest, order)
    )
    left, centre, right = made.nodes
    outer: tuple[float, str] = (side - 6, "end") if side else (thick + 5, "start")
    other: tuple[float, str] = (width - side + 6, "start") if side else (width - thick - 5, "end")
    labels: list[tuple[Node, float, str]] = [(node, *outer) for node in left]
    labels += [(node, columns[1] + thick + 5, "start") for node in centre]
    labels += [(node, *other) for node in right]
    return Drawing(name, width, height, thick, labels, [(one, "flow") for one in made.ribbons])


@KEYS.page("view_flows")
def page(request: SignedInRequest) -> HttpResponse:
    asked = asked_of(request.GET, request.identity, "view_flows")
    by_school = request.GET.get("by") == "school" and may_tell_schools(request.identity)
    issue = asked.issue
    flow = flow_told(issue.told) if issue else shareable(flow_of(asked.schools, asked.cohort, by_school=by_school))
    context = {
        "asked": asked,
        "by_school": by_school,
        "may_tell_schools": may_tell_schools(request.identity),
        "middle": "学校" if by_school else "专业群",
        "flow": flow,
        "parts": flow.parts,
        "drawings": [
            drawing(flow, "wide", width=1000, height=480, side=165),
            drawing(flow, "narrow", width=360, height=620, side=0),
        ],
        "came": sorted(flow.came.items(), key=lambda row: (row[0][0], -row[1])),
        "went": table_of(flow),
        "ends": [end for end in (*DESTINATIONS, OTHERS) if any(target == end for _, target in flow.went)],
        "today": today(),
    }
    return render(request, "displays/flows.html", context)


def table_of(flow: Flow) -> list[tuple[str, list[int], int]]:
    """Middle, its persons by destination, their sum; the largest first."""
    ends = [end for end in (*DESTINATIONS, OTHERS) if any(target == end for _, target in flow.went)]
    middles = {middle for middle, _ in flow.went}
    rows = [(middle, [flow.went.get((middle, end), 0) for end in ends]) for middle in middles]
    return sorted(((middle, cells, sum(cells)) for middle, cells in rows), key=lambda row: (-row[2], row[0]))
