"""专业象限: programmes by fill rate and local employment rate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.oversight.indicators.rules.edition import STEP
from shouwei.oversight.indicators.rules.small_groups import published, told
from shouwei.oversight.indicators.rules.suppression import LEAST

from ..permissions import KEYS
from ..queries.graduates import programmes_plotted, programmes_told
from ..rules.quadrant import Means, Programme, means, quarter, radius
from .asked import asked_of

SORTS = {
    "fill": ("招生完成率", lambda row: -(row.fill if row.fill is not None else -1)),
    "rate": ("本地就业率", lambda row: -(row.rate if row.rate is not None else -1)),
    "graduates": ("毕业生", lambda row: -row.graduates),
    "name": ("专业", lambda row: (row.name, row.school)),
}
MERGED = "不单列"
FULL = 1.25
"""Fill rates beyond stand on the edge of the picture."""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    row: Programme
    quarter: str
    registered: str
    graduates: str


@dataclass(frozen=True, slots=True)
class Dot:
    line: Line
    x: float
    y: float
    r: float
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Drawing:
    name: str
    width: int
    height: int
    left: int
    bottom: int
    dots: list[Dot]
    mean_x: float
    mean_y: float
    ticks_x: list[tuple[float, str]]
    ticks_y: list[tuple[float, str]]


def drawing(name: str, lines: list[Line], mean: Means, *, width: int, height: int, size: float) -> Drawing:
    left, top, right, bottom = 44, 24, width - 24, height - 36

    def x(fill: float) -> float:
        return round(left + min(fill, FULL) / FULL * (right - left), 1)

    def y(rate: float) -> float:
        return round(bottom - rate * (bottom - top), 1)

    most = max(line.row.graduates for line in lines)
    alike = Counter((line.row.fill, line.row.rate) for line in lines)
    seen: Counter[tuple[float | None, float | None]] = Counter()
    dots = []
    for line in sorted(lines, key=lambda line: -line.row.graduates):
        place, r = (line.row.fill, line.row.rate), round(radius(line.row.graduates, most) * size, 1)
        beside = (seen[place] - (alike[place] - 1) / 2) * 2 * r  # dots of one place stand side by side
        seen[place] += 1
        at = round(min(max(x(line.row.fill or 0) + beside, left + r), right), 1)
        beyond = at > width * 0.6
        across, anchor = (at - r - 4, "end") if beyond else (at + r + 4, "start")
        dots.append(Dot(line, at, y(line.row.rate or 0), r, across, anchor))
    return Drawing(
        name,
        width,
        height,
        left,
        bottom,
        dots,
        x(mean.fill),
        y(mean.rate),
        [(x(n / 4), f"{n * 25}%") for n in range(6)],
        [(y(n / 4), f"{n * 25}%") for n in range(5)],
    )


def told_apart(rows: list[Programme]) -> set[str]:
    """Programmes whose graduates are told by themselves: of each school enough are not, that its total tells no small one."""
    by_school: dict[str, dict[str, int]] = {}
    for row in rows:
        by_school.setdefault(row.school, {})[row.key] = row.graduates
    return {key for cells in by_school.values() for key in cells.keys() - published(cells).merged}


def in_steps(people: int) -> str:
    """The step of which ``people`` is the middle."""
    least = people - STEP // 2
    return f"{max(least, LEAST)}–{least + STEP - 1}"


@KEYS.page("view_quadrant")
def page(request: SignedInRequest) -> HttpResponse:
    asked = asked_of(request.GET, request.identity, "view_quadrant")
    year = today().year if today().month >= 9 else today().year - 1
    told_of = asked.issue.told if asked.issue else None
    rows = (
        programmes_told(asked.schools, told_of, year=year)
        if told_of
        else programmes_plotted(asked.schools, cohort=asked.cohort, year=year)
    )
    sort = request.GET.get("sort", "") if request.GET.get("sort") in SORTS else "graduates"
    apart = {row.key for row in rows if row.graduates} if told_of else told_apart(rows)
    mean = means(row for row in rows if row.key in apart)
    ordered = sorted(sorted(rows, key=lambda row: (row.name, row.key)), key=SORTS[sort][1])
    lines = [
        Line(
            number,
            row,
            quarter(row, mean) if mean and row.plotted and row.key in apart else "",
            "—" if row.registered is None else told(row.registered),
            (in_steps(row.graduates) if told_of else told(row.graduates)) if row.key in apart else MERGED,
        )
        for number, row in enumerate(ordered, 1)
    ]
    shown = [line for line in lines if line.row.plotted and line.row.key in apart]
    context = {
        "asked": asked,
        "year": year,
        "sort": sort,
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        "lines": lines,
        "shown": shown,
        "mean": mean,
        "drawings": [
            drawing("wide", shown, mean, width=960, height=520, size=1.0),
            drawing("narrow", shown, mean, width=360, height=420, size=0.7),
        ]
        if mean
        else [],
        "today": today(),
    }
    return render(request, "displays/quadrant.html", context)
