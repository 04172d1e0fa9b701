"""毕业去向: figures by school, then graduate by graduate."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.sheets import SHEETS

from ..permissions import KEYS
from ..queries import Wanted, code_choices, cohorts_known, graduates_listed, standings
from ..rules.codes import CODES, is_settled

CITY = "3408"
"""首四位 of the group's own city; the indicators room keeps the reading that is published."""


def wanted_of(request: SignedInRequest) -> Wanted:
    query = request.GET
    known = cohorts_known()
    cohort = query.get("cohort", "")
    return Wanted(
        cohort=int(cohort) if cohort.isdigit() and len(cohort) == 4 else known[0] if known else today().year,
        school=int(query["school"]) if query.get("school", "").isdigit() else None,
        code=query.get("code", "") if query.get("code") in CODES else "",
        specialty=query.get("specialty", "")[:8],
        missing=query.get("missing") == "1",
        find=query.get("find", "").strip()[:40],
    )


@KEYS.page("view_destinations")
def page(request: SignedInRequest) -> HttpResponse:
    who, wanted = request.identity, wanted_of(request)
    shown = Paginator(graduates_listed(who, wanted), 50).get_page(request.GET.get("page"))
    rows = []
    for student in shown:
        there = student.there[0] if student.there else None  # type: ignore[attr-defined]  # prefetched
        settled = there is not None and is_settled(there.code)
        name = CODES.get(there.code, there.code) if there else ""
        rows.append({"student": student, "there": there, "settled": settled, "name": name})
    schools = standings(who, wanted.cohort, city=CITY)
    context = {
        "wanted": wanted,
        "cohorts": cohorts_known() or [wanted.cohort],
        "codes": code_choices(),
        "schools": schools,
        "total": {
            name: sum(getattr(row, name) for row in schools)
            for name in ("graduates", "lines", "settled", "employed", "in_city", "in_province", "study", "proved")
        },
        "page": shown,
        "rows": rows,
        "may_write": KEYS.holds(who, "write_destination"),
        "may_report": KEYS.holds(who, "report_destinations"),
        "may_lock": KEYS.holds(who, "lock_destinations"),
        "may_ask": KEYS.holds(who, "ask_questions"),
        "may_send": KEYS.holds(who, "send_links"),
        "sheet": SHEETS["employment.destinations"] if KEYS.holds(who, "import_destinations") else None,
        "today": today(),
    }
    return render(request, "employment/destinations.html", context)
