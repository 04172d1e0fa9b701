"""毕业去向: figures by school, then graduate by graduate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.lists import Pages
from shouwei.core.pages import number_in
from shouwei.core.sheets import SHEETS
from shouwei.ground.learners.models import RollCount
from shouwei.ground.learners.permissions import KEYS as ROLL
from shouwei.ground.notices.workflows.write_outsider import gateway

from ..permissions import KEYS
from ..queries import Wanted, cohort_of, cohorts_known, graduates_paged, places, standings
from ..rules.codes import CODES, is_settled
from ..rules.secondary import LEVELS

PER_PAGE = 50
SOURCES = {"regular": "不含扩招", "adults": "仅扩招"}
DEEPEST = 400
"""Pages that can be turned to; further down one narrows the filter."""


def wanted_of(query: QueryDict) -> Wanted:
    return Wanted(
        cohort=cohort_of(query),
        school=number_in(query, "school"),
        code=query.get("code", "") if query.get("code") in CODES else "",
        specialty=query.get("specialty", "")[:8],
        missing=query.get("missing") == "1",
        find=query.get("find", "").strip()[:40],
        source=query.get("source", "") if query.get("source") in SOURCES else "",
    )


@KEYS.page("view_destinations")
def page(request: SignedInRequest) -> HttpResponse:
    who, wanted = request.identity, wanted_of(request.GET)
    graduates, people = graduates_paged(who, wanted)
    deepest = DEEPEST if graduates.most is None else graduates.most // PER_PAGE
    shown = Pages(graduates, PER_PAGE, people=people, deepest=deepest).get_page(request.GET.get("page"))
    students: list[Any] = list(shown)  # with the prefetched list of at most one destination
    codes = {row.workplace_county for student in students for row in student.there}
    named = places(codes, on=min(today(), date(wanted.cohort, 12, 31)))
    rows = []
    for student in students:
        there = student.there[0] if student.there else None
        settled = there is not None and is_settled(there.code)
        name = CODES.get(there.code, there.code) if there else ""
        place = named.get(there.workplace_county, there.workplace_county) if there else ""
        rows.append({"student": student, "there": there, "settled": settled, "name": name, "place": place})
    schools = standings(who, wanted.cohort, source=wanted.source)
    context = {
        "wanted": wanted,
        "cohorts": cohorts_known() or [wanted.cohort],
        "codes": [(code, f"{code} {name}") for code, name in CODES.items()],
        "sources": SOURCES.items(),
        "said": SOURCES.get(wanted.source, "含扩招"),
        "schools": schools,
        "total": {
            name: sum(getattr(row, name) for row in schools)
            for name in ("graduates", "lines", "settled", "employed", "in_city", "in_province", "study", "proved")
        },
        "page": shown,
        "too_many": people > deepest * PER_PAGE,
        "rows": rows,
        "may_see_rows": ROLL.holds(who, "view_students"),
        "may_write": KEYS.holds(who, "write_destination"),
        "may_report": KEYS.holds(who, "report_destinations"),
        "may_lock": not wanted.source and KEYS.holds(who, "lock_destinations"),
        "may_ask": KEYS.holds(who, "ask_questions"),
        "may_see_asks": KEYS.holds(who, "view_employer_asks"),
        "may_send": KEYS.holds(who, "send_links"),
        "has_gateway": KEYS.holds(who, "send_links") and gateway() is not None,
        "matches": SHEETS["employment.matches"] if KEYS.holds(who, "match_register") else None,
        "sheet": SHEETS["employment.destinations"] if KEYS.holds(who, "import_destinations") else None,
        "has_secondary": RollCount.objects.filter(cohort=wanted.cohort, level__in=LEVELS).exists(),
        "today": today(),
    }
    return render(request, "employment/destinations.html", context)
