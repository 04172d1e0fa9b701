"""The task list of a plan, filtered and sorted by its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.remembered import remembered

from ..models import Plan
from ..permissions import KEYS
from ..queries.task_lists import members_of, task_rows
from ..rules.pictures import TaskRow
from .task_filters import Wanted, chips, headings, selects, wanted_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """The list of a plan as drawn, and how many tasks it holds of how many."""

    plan: Plan
    content: SafeString
    count: int
    all_count: int


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    day, who, query = today(), request.identity, request.GET.urlencode()
    found = remembered(("tasks", pk, day, who.role, who.organisation_id, query), lambda: drawn(pk, request))
    context = {
        "plan": found.plan,
        "today": day,
        "query": query,
        "drawn": found,
        "may_export": KEYS.holds(who, "export_plan"),
    }
    return render(request, "planning/tasks.html", context)


def drawn(pk: int, request: SignedInRequest) -> Drawn:
    """Filters and rows, as everybody of one role at one organisation sees them; 404 for who may not."""
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    wanted = wanted_of(request.GET)
    everything, shown = rows_wanted(plan, wanted, request)
    bar = selects(wanted, everything, members_of(plan))
    context = {
        "plan": plan,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "count": len(shown),
        "all_count": len(everything),
        "wanted": wanted,
        "selects": bar,
        "chips": chips(wanted, bar, request.GET),
        "headings": headings(wanted, request.GET),
    }
    return Drawn(plan, render_to_string("planning/tasks_content.html", context, request), len(shown), len(everything))


class Acting(Protocol):
    """Somebody who looks at the list: a request, or whoever takes it along as a file."""

    @property
    def identity(self) -> Any: ...


def rows_wanted(plan: Plan, wanted: Wanted, request: Acting) -> tuple[list[TaskRow], list[TaskRow]]:
    """All tasks of the plan, and those the filters keep, counted by the member's own part where that may be seen."""
    day = today()
    everything = task_rows(plan, day)
    if wanted.member is None:
        return everything, wanted.applied_to(everything, day)
    of_member = task_rows(plan, day, member=wanted.member)
    if not sees_part_of(request, wanted.member):
        theirs = {row.pk for row in of_member}
        of_member = [row for row in everything if row.pk in theirs]
    return everything, wanted.applied_to(of_member, day)


def sees_part_of(request: Acting, member: int) -> bool:
    """Whether the percentages of one member's duties may be told to this identity."""
    return KEYS.opens_all(request.identity, "view_duty") or bool(request.identity.organisation_id == member)
