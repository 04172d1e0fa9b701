"""All programmes of a plan on one page: who has submitted, who is late, what the members still owe."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Plan, WorkProgramme
from ..permissions import KEYS
from ..queries.programmes import LATE, ProgrammeRow, chosen_rows, programme_rows, totals_of

PER_PAGE = 50
STATES = [*WorkProgramme.State.choices, (LATE, "逾期")]


@KEYS.page("view_programme")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    day = today()
    rows = programme_rows(plan, request.identity, day)
    wanted = {"lead": request.GET.get("lead", ""), "state": request.GET.get("state", "")}
    found = chosen_rows(rows, **wanted)
    writes = KEYS.holds(request.identity, "write_programme") and not KEYS.holds(request.identity, "judge_programme")
    context = {
        "plan": plan,
        "today": day,
        "totals": totals_of(rows),
        "due_on": rows[0].programme.due_on if rows else None,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "found": len(found),
        "wanted": wanted,
        "leads": _leads(rows),
        "states": STATES,
        "own_parts": KEYS.holds(request.identity, "write_part"),
        "own_lead": str(request.identity.organisation_id) if writes else "",
    }
    return render(request, "planning/programmes.html", context)


def _leads(rows: list[ProgrammeRow]) -> list[tuple[str, str]]:
    """The departments of the filter, by the first task they lead."""
    found: dict[str, str] = {}
    for row in rows:
        for lead in [row.task.lead, *row.task.co_leads.all()]:
            found.setdefault(str(lead.pk), str(lead))
    return list(found.items())
