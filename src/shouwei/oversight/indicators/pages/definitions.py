"""口径: every indicator with its formula in words, its versions, and a try on real years."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Adoption, Definition, Target
from ..permissions import KEYS
from ..queries.compute import Scope, figures_of
from ..queries.definitions import beside, in_force
from ..queries.targets import newest_year
from ..rules.formula import in_words
from .targets import year_of

TRIED = 3  # years


@KEYS.page("view_definitions")
def page(request: SignedInRequest) -> HttpResponse:
    rows = [(row, in_words(row.spec)) for row in in_force(today())]
    groups = [
        {"label": label, "target": target, "rows": [one for one in rows if one[0].target == target]}
        for target, label in (*Target.choices, ("", "毕业去向的其他比率"))
    ]
    context = {"groups": groups, "adoptions": Adoption.objects.select_related("definition")}
    return render(request, "indicators/definitions.html", context)


@KEYS.page("view_definitions")
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "view_definitions", Definition.objects.all(), pk=pk)
    day = today()
    newest = newest_year(row.target or Target.LOCAL, day)
    context = {
        "row": row,
        "words": in_words(row.spec),
        "versions": Definition.objects.filter(code=row.code).select_related("written_by__user"),
        "adoptions": row.adoptions.all(),
        "tried": figures_of([row], [Scope(newest - n) for n in range(TRIED)], on=day),
    }
    return render(request, "indicators/definition.html", context)


@KEYS.page("view_definitions")
def compare(request: SignedInRequest, target: str) -> HttpResponse:
    """Readings of one target beside each other, for one year."""
    day = today()
    year = year_of(request.GET) or newest_year(target, day)
    readings = beside(target, day)
    figures = figures_of(readings, [Scope(year), Scope(year - 1)], on=day)
    rows = list(zip(readings, figures[: len(readings)], figures[len(readings) :], strict=True))
    context = {
        "rows": rows,
        "year": year,
        "target": target,
        "label": dict(Target.choices).get(target, "毕业去向"),
        "bars": [
            {"label": row.name, "value": now.number or 0, "url": row.get_absolute_url()}
            for row, now, _ in rows
            if row.unit == "%"
        ],
        "years": range(day.year, day.year - 6, -1),
        "today": day,
    }
    return render(request, "indicators/compare.html", context)
