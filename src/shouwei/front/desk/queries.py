"""What is mine today, and what the search box finds, over all rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Plan, Task
from shouwei.oversight.planning.permissions import KEYS as PLANNING
from shouwei.oversight.planning.queries import inbox, meeting_todos, programme_todos
from shouwei.oversight.planning.queries.todos import Todo

FOUND = 20  # hits of a kind shown on the page


def todos_of(identity: Identity | None, today: date) -> list[Todo]:
    """Everything that waits for this identity, what is due first on top, what has no date last."""
    if identity is None:
        return []
    waiting = [
        *inbox.inbox(identity, today),
        *programme_todos.todos(identity, today),
        *meeting_todos.todos(identity, today),
    ]
    return sorted(waiting, key=lambda todo: (todo.due_on is None, todo.due_on or today))


@dataclass(frozen=True)
class Hit:
    kind: str
    label: str
    detail: str
    url: str


def found_for(identity: Identity | None, q: str) -> list[Hit]:
    """Plans, tasks and organisations that match: Chinese text, pinyin or its initials, document and task numbers."""
    return [*_plans(identity, q), *_tasks(identity, q), *_organisations(q)] if identity else []


def _plans(identity: Identity, q: str) -> list[Hit]:
    rows = PLANNING.within(identity, "view_plan", Plan.objects.all())
    rows = rows.filter(Q(title__icontains=q) | Q(document_number__icontains=q))[:FOUND]
    return [Hit("方案", plan.title, plan.document_number, plan.get_absolute_url()) for plan in rows]


def _tasks(identity: Identity, q: str) -> list[Hit]:
    number = Q(number=int(q)) if q.isdigit() and len(q) < 5 else Q(pk__in=[])
    text = Q(text__icontains=q) | Q(area__title__icontains=q) | Q(lead__name__icontains=q)
    rows = PLANNING.within(identity, "view_task", Task.objects.select_related("area", "lead"))
    rows = rows.filter(number | text | Q(lead__name_pinyin__icontains=q.lower()))[:FOUND]
    return [
        Hit("任务", f"{task.number}. {task.text}", f"{task.area} · 牵头：{task.lead}", task.get_absolute_url())
        for task in rows
    ]


def _organisations(q: str) -> list[Hit]:
    rows = Organisation.objects.filter(
        Q(name__icontains=q) | Q(short_name__icontains=q) | Q(name_pinyin__icontains=q.lower())
    )[:FOUND]
    return [Hit("单位", row.name, row.get_kind_display(), row.get_absolute_url()) for row in rows]
