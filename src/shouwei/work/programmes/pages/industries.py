"""首位产业: by park and county, with chain, source and dates."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import industries_listed


@KEYS.page("view_industries")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    rows = [
        {"industry": row, "now": row.since <= day and (row.until is None or row.until >= day)}
        for row in industries_listed(day)
    ]
    context = {
        "rows": rows,
        "today": day,
        "may_write": KEYS.holds(request.identity, "write_industry"),
        "may_propose": KEYS.holds(request.identity, "propose_crosswalk"),
    }
    return render(request, "programmes/industries.html", context)
