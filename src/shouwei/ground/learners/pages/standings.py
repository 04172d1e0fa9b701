"""学籍总表: figures by school."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import standings


@KEYS.page("view_roll_counts")
def page(request: SignedInRequest) -> HttpResponse:
    year = today().year
    rows = standings(request.identity, year=year)
    total = {
        name: sum(getattr(row, name) for row in rows)
        for name in ("enrolled", "suspended", "adults", "newest", "graduated")
    }
    context = {
        "rows": rows,
        "total": total,
        "year": year,
        "today": today(),
        "opens_rows": KEYS.holds(request.identity, "view_students"),
    }
    return render(request, "learners/standings.html", context)
