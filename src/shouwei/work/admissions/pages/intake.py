"""招生总表: by school against the baseline, and line by line."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.sheets import SHEETS
from shouwei.ground.learners.models import Level

from ..permissions import KEYS
from ..queries import base_year, intake_by_school, intake_listed, years_known


@KEYS.page("view_intake")
def page(request: SignedInRequest) -> HttpResponse:
    query, who = request.GET, request.identity
    known = years_known(who)
    year = int(query["year"]) if query.get("year", "").isdigit() and len(query["year"]) == 4 else today().year
    with_adults = query.get("reading") != "regular"
    school = int(query["school"]) if query.get("school", "").isdigit() else None
    level = query.get("level", "") if query.get("level") in Level.values else ""
    find = query.get("find", "").strip()[:40]
    adults = "" if with_adults else "no"
    rows = intake_listed(who, year=year, school=school, level=level, adults=adults, find=find)
    schools, group = intake_by_school(who, year, with_adults=with_adults)
    context = {
        "year": year,
        "years": sorted({*known, today().year}, reverse=True),
        "with_adults": with_adults,
        "base_year": base_year(),
        "schools": schools,
        "group": group,
        "page": Paginator(rows, 50).get_page(query.get("page")),
        "school": school,
        "level": level,
        "levels": Level.choices,
        "find": find,
        "may_write": KEYS.holds(who, "write_intake"),
        "sheet": SHEETS["admissions.intake"] if KEYS.holds(who, "import_intake") else None,
        "today": today(),
    }
    return render(request, "admissions/intake.html", context)
