"""招生总表: by school against the baseline, and line by line."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import number_in, year_in
from shouwei.core.sheets import SHEETS
from shouwei.ground.learners.models import Level
from shouwei.ground.people.models import Identity

from ..models import Intake
from ..permissions import KEYS
from ..queries import base_year, intake_by_school, intake_listed, years_known


@KEYS.page("view_intake")
def page(request: SignedInRequest) -> HttpResponse:
    query, who = request.GET, request.identity
    known = years_known(who)
    year = year_wanted(query)
    with_adults = query.get("reading") != "regular"
    school = number_in(query, "school")
    level = query.get("level", "") if query.get("level") in Level.values else ""
    find = query.get("find", "").strip()[:40]
    schools, group = intake_by_school(who, year, with_adults=with_adults)
    context = {
        "year": year,
        "years": sorted({*known, today().year}, reverse=True),
        "with_adults": with_adults,
        "base_year": base_year(),
        "schools": schools,
        "group": group,
        "page": Paginator(lines_wanted(who, query), 50).get_page(query.get("page")),
        "school": school,
        "level": level,
        "levels": Level.choices,
        "find": find,
        "may_write": KEYS.holds(who, "write_intake"),
        "sheet": SHEETS["admissions.intake"] if KEYS.holds(who, "import_intake") else None,
        "today": today(),
    }
    return render(request, "admissions/intake.html", context)


def year_wanted(query: QueryDict) -> int:
    return year_in(query, "year", today().year)


def lines_wanted(identity: Identity, query: QueryDict) -> QuerySet[Intake]:
    return intake_listed(
        identity,
        year=year_wanted(query),
        school=number_in(query, "school"),
        level=query.get("level", "") if query.get("level") in Level.values else "",
        adults="no" if query.get("reading") == "regular" else "",
        find=query.get("find", "").strip()[:40],
    )
