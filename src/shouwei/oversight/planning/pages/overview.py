"""What stands how in one plan; every figure leads to its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.remembered import remembered
from shouwei.ground.people.models import Identity

from ..models import Plan
from ..permissions import KEYS
from ..queries.plans import withdrawable
from ..queries.target_figures import target_figures
from ..queries.task_lists import Group, by_area, by_lead, task_rows
from ..queries.timeline import entries_between
from ..queries.trail import recent_events
from ..rules.pictures import TaskRow
from ..rules.states import WORST_FIRST, Light, State, elapsed

AHEAD = 30  # days of deadlines shown
ALARMS_SHOWN = 8
EVENTS_SHOWN = 8
DEADLINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Count:
    light: Light
    tasks: int
    url: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan, the parts of its page as drawn, and whether the reader may withdraw it."""

    plan: Plan
    parts: dict[str, SafeString]
    may_withdraw: bool


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    day, who = today(), request.identity
    found = remembered(("overview", pk, day, who.role, who.organisation_id), lambda: drawn(pk, who, day))
    plan = found.plan
    context = {
        "plan": plan,
        "drawn": found.parts,
        "goes_on": plan.goes_on(day),
        "may_stop": KEYS.holds(who, "stop_plan"),
        "may_withdraw": found.may_withdraw,
        "years_gone": elapsed(plan.issued_on, date(plan.last_year, 12, 31), day),
    }
    return render(request, "planning/overview.html", context)


def drawn(pk: int, who: Identity, day: date) -> Drawn:
    """The plan and the two columns of the page, as everybody of one role at one organisation sees them; 404 for who may not."""
    plan = KEYS.fetch(who, "view_plan", Plan.objects.all(), pk=pk)
    rows = task_rows(plan, day)
    alarms = alarming(rows)
    context = {
        "plan": plan,
        "today": day,
        "version": plan.versions.first(),
        "targets": target_figures(plan.targets.all(), day),
        "rows": rows,
        "duties": sum(row.duties for row in rows),
        "duties_done": sum(row.done for row in rows),
        "counts": counts(rows, plan),
        "areas": by_area(rows),
        "alarms": alarms[:ALARMS_SHOWN],
        "alarm_count": len(alarms),
        "leads": workload(by_lead(rows), plan),
        "deadlines": entries_between(plan, rows, who, day, day + timedelta(days=AHEAD), day)[:DEADLINES_SHOWN],
        "ahead": AHEAD,
        "events": recent_events([row.pk for row in rows], who, EVENTS_SHOWN),
    }
    parts = {part: render_to_string(f"planning/overview_{part}.html", context) for part in ("content", "aside")}
    return Drawn(plan, parts, KEYS.holds(who, "withdraw_plan") and withdrawable(plan))


def counts(rows: list[TaskRow], plan: Plan) -> list[Count]:
    """Tasks by state, the worst first; states nobody stands in are left out."""
    found = Counter(row.light.state for row in rows)
    address = reverse("planning:tasks", args=[plan.pk])
    return [Count(Light(state, ""), found[state], f"{address}?state={state}") for state in WORST_FIRST if found[state]]


def alarming(rows: list[TaskRow]) -> list[TaskRow]:
    """Overdue, then behind; within them the one that trails most."""
    alarms = [row for row in rows if row.light.state in (State.OVERDUE, State.BEHIND)]
    return sorted(
        alarms, key=lambda row: (WORST_FIRST.index(row.light.state), row.percent - (row.expected or 0), row.number)
    )


def workload(groups: list[Group], plan: Plan) -> list[dict[str, object]]:
    """Rows of the bar picture."""
    address = reverse("planning:tasks", args=[plan.pk])
    return [
        {
            "label": group.title,
            "value": len(group.rows),
            "url": f"{address}?lead={group.pk}",
            "note": f"逾期、滞后{group.alarms}项" if group.alarms else "",
        }
        for group in groups
    ]
