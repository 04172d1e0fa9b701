"""专业点: the registry, as it stands in a year."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import number_in, year_in
from shouwei.core.sheets import SHEETS
from shouwei.ground.learners.models import Level
from shouwei.ground.organisations.models import Organisation

from ..models import Programme, ProgrammeYear
from ..permissions import KEYS
from ..queries import clusters, programmes_listed

STATES = {
    "proposed": "not_started",
    "filed": "in_review",
    "enrolling": "normal",
    "paused": "behind",
    "closed": "stopped",
}


@KEYS.page("view_programmes")
def page(request: SignedInRequest) -> HttpResponse:
    query = request.GET
    year, wanted = year_wanted(query), wanted_of(query)
    shown = Paginator(programmes_wanted(query), 50).get_page(query.get("page"))
    context = {
        "page": shown,
        "rows": [{"programme": row, "year": row.now[0] if row.now else None} for row in shown],  # type: ignore[attr-defined]  # prefetched
        "states": STATES,
        "wanted": wanted,
        "year": year,
        "years": range(today().year + 1, today().year - 6, -1),
        "levels": Level.choices,
        "statuses": ProgrammeYear.Status.choices,
        "clusters": clusters(),
        "schools": Organisation.objects.filter(kind=Organisation.Kind.SCHOOL),
        "may_write": KEYS.holds(request.identity, "write_programme"),
        "may_import": KEYS.holds(request.identity, "import_programmes"),
        "sheets": [SHEETS[f"programmes.{noun}"] for noun in ("programmes", "years", "successions")],
    }
    return render(request, "programmes/programmes.html", context)


def year_wanted(query: QueryDict) -> int:
    return year_in(query, "year", today().year)


def wanted_of(query: QueryDict) -> dict[str, Any]:
    """What an address asks of the list; unreadable parts are dropped one by one."""
    return {
        "school": number_in(query, "school"),
        "level": query.get("level", "") if query.get("level") in Level.values else "",
        "cluster": number_in(query, "cluster"),
        "status": query.get("status", "") if query.get("status") in ProgrammeYear.Status.values else "",
        "find": query.get("find", "").strip()[:40],
    }


def programmes_wanted(query: QueryDict) -> QuerySet[Programme]:
    return programmes_listed(**wanted_of(query), year=year_wanted(query))
