"""工作台: what is mine today, why, and what happens if I do nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.front.displays.queries.figures import numbers_of
from shouwei.ground.calendar.rules.tenday import tenday_of
from shouwei.oversight.planning.queries.plans import current_plan

from ..queries import todos_of


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    context = {
        "todos": todos_of(request.identity, day),
        "plan": current_plan(),
        "numbers": numbers_of(request.identity, day),
        "today": day,
        "tenday": tenday_of(day),
    }
    return render(request, "desk/home.html", context)
