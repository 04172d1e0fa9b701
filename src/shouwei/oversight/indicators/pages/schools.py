"""各校对比: where a cohort went, school by school, without a number that could point at a person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries.schools import school_lines
from ..queries.targets import newest_year
from ..rules.parts import PARTS
from .targets import year_of


@KEYS.page("compare_schools")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    year = year_of(request.GET) or newest_year("local", day)
    compared = school_lines(request.identity, year, day)
    lines = compared.lines
    context = {
        "lines": lines,
        "hidden": compared.hidden,
        "told_on": compared.told_on,
        "parts": PARTS,
        "year": year,
        "years": range(day.year, day.year - 6, -1),
        "bars": [
            {"label": line.name, "value": line.rate * 100, "url": line.url} for line in lines if line.rate is not None
        ],
        "today": day,
    }
    return render(request, "indicators/schools.html", context)
