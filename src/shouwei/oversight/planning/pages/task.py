"""One task with its duties, papers and history."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.remembered import remembered

from ..models import Evidence, Task
from ..permissions import KEYS
from ..queries.target_figures import TARGETS, aim_of
from ..queries.task_papers import decisions_of, duty_rows, evidence_of, measures_of, programme_of
from ..queries.trail import history_length, history_of_task
from ..rules.states import elapsed, light_of_task

HISTORY_PER_PAGE = 20
HISTORY_SHOWN = 1000
EVIDENCE_SHOWN = 30
FIND = KEYS.finder("view_task", lambda: Task.objects.select_related("plan", "area", "lead"))
PARTS = ("head", "actions", "content", "aside")


@KEYS.page("view_task")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    day, who = today(), request.identity
    key = ("task", pk, day, who.role, who.organisation_id, request.GET.get("page"))
    task, parts = remembered(key, lambda: drawn(pk, request, day))
    return render(request, "planning/task.html", {"task": task, "plan": task.plan, "drawn": parts})


def drawn(pk: int, request: SignedInRequest, day: date) -> tuple[Task, dict[str, SafeString]]:
    """The task and the parts of its page, as everybody of one role at one organisation sees them; 404 for who may not."""
    task = FIND(request.identity, pk)
    who, goals = request.identity, list(task.goals.all())
    duties = duty_rows(task, who, day, goals)
    programme = programme_of(task, who)
    context = {
        "task": task,
        "plan": task.plan,
        "today": day,
        "co_leads": list(task.co_leads.all()),
        "goals": goals,
        "goal_missing": task.is_long_term and not any(goal.year == day.year for goal in goals),
        "duties": duties,
        "hidden": sum(row.pk is None for row in duties),
        "light": light_of_task((row.light.state for row in duties), stopped_on=task.stopped_on),
        "states": Counter(row.light.label for row in duties).most_common(),
        "expected": elapsed(task.plan.issued_on, task.due_on, day) if task.due_on else None,
        "programme": programme,
        "measures": measures_of(programme) if programme else [],
        "decisions": decisions_of(task, who),
        "evidence": [_file(item) for item in evidence_of(task, who)[:EVIDENCE_SHOWN]],
        "history": Latest(task, who).get_page(request.GET.get("page")),
        "history_cut": HISTORY_SHOWN,
        "may_set_goal": KEYS.opens(who, "set_goal", task),
        "aim": aim_of(task.indicator, day),
        "targets": TARGETS,
        "may_link": KEYS.opens(who, "link_indicator", task),
        "may_archive": KEYS.opens(who, "archive_task", task),
        "may_change": KEYS.opens(who, "change_task", task),
    }
    return task, {part: render_to_string(f"planning/task_{part}.html", context, request) for part in PARTS}


class Latest(Paginator):  # type: ignore[type-arg]  # at run time it takes no argument
    """The history in pages, as far back as ``HISTORY_SHOWN``; all of it is in the archive dossier."""

    def __init__(self, task: Task, who: Any) -> None:
        super().__init__(history_of_task(task, who)[:HISTORY_SHOWN], HISTORY_PER_PAGE)
        self.count = history_length(task, who, HISTORY_SHOWN)


def _file(item: Evidence) -> dict[str, object]:
    """A row of the list of files; without an address while no page serves evidence."""
    try:
        url = reverse("planning:evidence_file", args=[item.pk])
    except NoReverseMatch:
        url = ""
    on = item.attached_on
    return {
        "name": item.file.name,
        "size": item.file.size,
        "url": url,
        "who": str(item.duty.organisation),
        "when": f"{on.year}年{on.month}月{on.day}日",
    }
