"""中职毕业生就业情况 by school, to be read and printed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import cohort_of, cohorts_known
from ..rules.secondary import edition_of
from ..secondary import summary_lines, tables_of


@KEYS.page("view_destinations")
def page(request: SignedInRequest) -> HttpResponse:
    """For whoever may open the rows, as they are now (docs/decisions/editions.md): the council reads no part of it."""
    year = cohort_of(request.GET)
    lines = summary_lines(request.identity, year)
    tables = [
        (table, [(line, [(line.count[key], key in table.starts) for key, _ in table.columns]) for line in lines])
        for table in tables_of(edition_of(year))
    ]
    context = {
        "year": year,
        "cohorts": cohorts_known() or [year],
        "lines": lines,
        "tables": tables,
        "edition": edition_of(year),
        "today": today(),
    }
    return render(request, "employment/secondary.html", context)
