"""工作台: what is mine today, why, and what happens if I do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.remembered import remembered
from shouwei.front.displays.queries.figures import numbers_of
from shouwei.ground.calendar.rules.tenday import tenday_of
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Plan
from shouwei.oversight.planning.queries.plans import current_plan

from ..queries import todos_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """The page of one identity on one day as drawn, and how many matters wait."""

    plan: Plan | None
    waiting: int
    content: SafeString


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    day, who = today(), request.identity
    key = ("desk", request.user.pk, who.pk if who else None, day)
    found = remembered(key, lambda: drawn(who, day))
    context = {"drawn": found, "plan": found.plan, "today": day, "tenday": tenday_of(day)}
    return render(request, "desk/home.html", context)


def drawn(who: Identity | None, day: date) -> Drawn:
    todos, plan = todos_of(who, day), current_plan()
    context = {
        "has_identity": who is not None,
        "todos": todos,
        "plan": plan,
        "numbers": numbers_of(who, day),
        "today": day,
    }
    return Drawn(plan, len(todos), render_to_string("desk/home_content.html", context))
