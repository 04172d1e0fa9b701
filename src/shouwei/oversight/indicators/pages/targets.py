"""The three targets: figure, triple, way to the goal, forecast; for the group and for one's own school."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.organisations.models import Organisation

from ..permissions import KEYS
from ..queries.targets import aims_kept


def year_of(query: QueryDict) -> int | None:
    text = query.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100 else None


@KEYS.page("view_targets")
def page(request: SignedInRequest) -> HttpResponse:
    who, day, year = request.identity, today(), year_of(request.GET)
    own = who.organisation if who.organisation.kind == Organisation.Kind.SCHOOL else None
    context = {
        "groups": [("全集团", aims_kept(day, year=year))]
        + ([(str(own), aims_kept(day, school=own.pk, year=year))] if own else []),
        "year": year,
        "years": range(day.year, day.year - 6, -1),
        "may_compare": KEYS.holds(who, "compare_schools"),
        "today": day,
    }
    return render(request, "indicators/targets.html", context)
