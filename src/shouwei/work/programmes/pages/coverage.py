"""首位产业覆盖: industry × school, three readings, gaps, duplicates, and what closing a programme would lose."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.learners.models import Level

from ..permissions import KEYS
from ..queries import Asked, coverage_of, heard_of, points_of
from ..rules.coverage import FILED, LABELS, Coverage, Depth, depth_of, duplicates, lost

STATES = {Depth.NONE: "overdue", Depth.NOMINAL: "behind", Depth.EFFECTIVE: "normal", Depth.DEEP: "done"}
LETTERS = {Depth.NONE: "未", Depth.NOMINAL: "名", Depth.EFFECTIVE: "有", Depth.DEEP: "深"}
WHY = {
    Depth.NONE: "没有已备案的对接专业点。",
    Depth.NOMINAL: "有已备案的对接专业点，当年没有新生。",
    Depth.EFFECTIVE: "对接专业点当年有新生（含扩招）。",
    Depth.DEEP: "对接专业点当年有新生（含扩招），并与该产业企业有在进行的订单班、学徒制或基地；企业答复没有或已结束的不计。",
}
YEARS_BACK = 6
NAMED = 12
"""As many schools have columns wide enough on A3 for the names of their programmes."""


def asked_of(query: QueryDict) -> Asked:
    year = query.get("year", "")
    without = frozenset(int(pk) for pk in query.getlist("without") if pk.isdecimal())
    return Asked(
        year=int(year) if year.isdecimal() and 2000 <= int(year) <= 2100 else today().year,
        by_segment=query.get("unit") == "segment",
        level=query.get("level", "") if query.get("level") in Level.values else "",
        least_strength=int(query.get("strength", "2")) if query.get("strength") in ("1", "2", "3") else 2,
        without=without,
    )


@KEYS.page("view_coverage")
def page(request: SignedInRequest) -> HttpResponse:
    asked = asked_of(request.GET)
    now = coverage_of(asked)
    points = points_of(asked.year)
    shown = [point for point in points if asked.level in ("", point.level) and point.key not in asked.without]
    context: dict[str, Any] = {
        "asked": asked,
        "now": now,
        "figures": [
            {
                "label": LABELS[depth],
                "n": now.covered(depth),
                "share": now.share(depth),
                "why": WHY[depth],
                "more": f"，其中企业核对属实 {len(now.confirmed)}" if depth is Depth.DEEP else "",
            }
            for depth in (Depth.NOMINAL, Depth.EFFECTIVE, Depth.DEEP)
        ],
        "heard": heard_of(asked.year),
        "columns": ["全集团", *(name for _, name in now.schools)],
        "names": len(now.schools) <= NAMED,
        "cut_off": min(today(), date(asked.year, 12, 31)),
        "page": Paginator(twin(now), 50).get_page(request.GET.get("page")),
        "rows": heat_rows(now),
        "legend": [{"state": STATES[d], "label": LABELS[d], "why": WHY[d]} for d in STATES],
        "duplicates": duplicates(shown),
        "closable": sorted(
            (p for p in points if asked.level in ("", p.level) and p.status in FILED),
            key=lambda p: (p.school_name, p.name),
        ),
        "years": range(today().year, today().year - YEARS_BACK, -1),
        "levels": Level.choices,
        "lost": lost(coverage_of(asked, without=()), now) if asked.without else None,
        "closed": [point for point in points if point.key in asked.without],
        "labels": LABELS,
        "today": today(),
    }
    return render(request, "programmes/coverage.html", context)


def heat_rows(now: Coverage) -> list[dict[str, Any]]:
    rows = []
    for unit in now.units:
        depth = now.depths[unit.key]
        cells: list[dict[str, Any]] = [
            {"state": STATES[depth], "letter": LETTERS[depth], "label": f"全集团，{LABELS[depth]}"}
        ]
        for school, name in now.schools:
            cell = now.cells.get((unit.key, school))
            cells.append({} if cell is None else _cell(cell.depth, name, [point.name for point in cell.points], school))
        label = f"{unit.area} {unit.name}"
        url = reverse("programmes:industries") + f"#industry-{unit.industry}"
        rows.append({"label": label, "url": url, "cells": cells})
    return rows


def twin(now: Coverage) -> list[dict[str, Any]]:
    """The matrix as rows: which programme of which school serves which unit, and how deeply."""
    found = []
    for unit in now.units:
        for school, _ in now.schools:
            cell = now.cells.get((unit.key, school))
            for point in sorted(cell.points, key=lambda point: point.name) if cell else ():
                found.append({"unit": unit, "point": point, "depth": LABELS[depth_of(point, unit.industry)]})
    return found


def _cell(depth: Depth, school: str, names: list[str], school_key: int) -> dict[str, str]:
    return {
        "state": STATES[depth],
        "letter": LETTERS[depth],
        "label": f"{school}，{LABELS[depth]}",
        "why": "、".join(sorted(set(names))),
        "url": f"{reverse('programmes:programmes')}?school={school_key}",
    }
