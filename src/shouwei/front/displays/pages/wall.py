"""大屏: what the group looks at together, 1920 × 1080, dark; renews itself and works without scripts.

The answer carries the Refresh header, which browsers follow as they follow ``<meta http-equiv="refresh">``; a reader who does not
want to be interrupted stops it by a link (WCAG 2.2.1).
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.oversight.indicators.queries.editions import issues
from shouwei.oversight.indicators.queries.targets import aims_kept

from ..permissions import KEYS
from ..queries.figures import number_of
from ..queries.places import map_told
from ..queries.wall import coverage_mini, latest, lights
from .asked import asked_of

EVERY = 300
"""Seconds between two looks."""


@KEYS.page("view_wall")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    asked = asked_of(request.GET, request.identity, "view_wall")
    renewed = request.GET.get("refresh") != "off"
    context = {
        "numbers": [number_of(aim) for aim in aims_kept(day)],
        "lights": lights(day),
        "coverage": coverage_mini(day.year),
        "map": map_told(issues([asked.cohort])[asked.cohort].told),
        "cohort": asked.cohort,
        "latest": latest(request.identity),
        "now": now(),
        "renewed": renewed,
        "minutes": EVERY // 60,
    }
    answer = render(request, "displays/wall.html", context)
    if renewed:
        answer["Refresh"] = str(EVERY)
    return answer
