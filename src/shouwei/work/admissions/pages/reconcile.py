"""与学籍核对: registered as reported against newcomers on the roll."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import year_in
from shouwei.ground.learners.models import Level, Source

from ..permissions import KEYS
from ..queries import reconciliation, years_known


@KEYS.page("reconcile_intake")
def page(request: SignedInRequest) -> HttpResponse:
    year = year_in(request.GET, "year", today().year)
    levels, sources = dict(Level.choices), dict(Source.choices)
    rows = [
        {
            "school": school,
            "name": name,
            "level": levels[row.key[1]],
            "code": row.key[2],
            "category": sources[row.key[3]],
            "category_key": row.key[3],
            "difference": row,
        }
        for row, school, name in reconciliation(request.identity, year)
    ]
    context = {
        "rows": rows,
        "year": year,
        "years": sorted({*years_known(request.identity), today().year}, reverse=True),
        "apart": sum(abs(row["difference"].by) for row in rows),  # type: ignore[attr-defined]  # a Difference
        "today": today(),
    }
    return render(request, "admissions/reconcile.html", context)
