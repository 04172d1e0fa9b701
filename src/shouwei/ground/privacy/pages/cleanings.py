"""到期清理: what is announced, what will be due soon, what was cleaned up."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Cleaning
from ..permissions import KEYS
from ..queries.sweeps import BY_NAME, SWEEPS
from ..register.kinds import KINDS, Class

SOON = 90  # days


@KEYS.page("view_cleaning")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    with acting_as_system("counts of what is due in every unit, without a name"):
        soon = {sweep.name: sweep.rows(day + timedelta(days=SOON)).count() for sweep in SWEEPS if sweep.announced}
    open_ = list(Cleaning.objects.filter(state__in=["announced", "held"]).select_related("held_by__user"))
    done = Paginator(Cleaning.objects.filter(state="done"), 20).get_page(request.GET.get("page"))
    for row in [*open_, *done]:
        row.title = BY_NAME[row.sweep].title if row.sweep in BY_NAME else row.sweep  # type: ignore[attr-defined]  # for the page
    context = {
        "open": open_,
        "done": done,
        "soon": [(BY_NAME[name].title, count) for name, count in soon.items() if count],
        "kinds": [kind for kind in KINDS.values() if kind.personal is not Class.NONE],
        "days": SOON,
    }
    return render(request, "privacy/cleanings.html", context)
