"""就业地图: the county tiles, shaded by where a cohort works."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries.places import map_of, map_told
from .asked import asked_of


@KEYS.page("view_workplaces")
def page(request: SignedInRequest) -> HttpResponse:
    asked = asked_of(request.GET, request.identity, "view_workplaces")
    context = {
        "asked": asked,
        "map": map_told(asked.issue.told)
        if asked.issue
        else map_of([school.pk for school in asked.schools], asked.cohort),
        "today": today(),
    }
    return render(request, "displays/workplaces.html", context)
