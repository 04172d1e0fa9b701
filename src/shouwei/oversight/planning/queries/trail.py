"""The trail of a plan or a task, as far as an identity may read it.

Whoever may open every duty reads everything. Others read what concerns the task as a whole and what their own
organisation did: the reason another member's report was returned is not theirs to read.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.ground.audit.models import Event
from shouwei.ground.audit.queries import history_of
from shouwei.ground.people.models import Identity

from ..models import Task
from ..permissions import KEYS

OPEN_TO_ALL = ("planning.task", "planning.plan", "planning.annualgoal")
"""Kinds of things whose events everybody who sees the task may read."""


def sees_everything(identity: Identity) -> bool:
    return KEYS.opens_all(identity, "view_duty")


def _readable(events: QuerySet[Event], identity: Identity) -> QuerySet[Event]:
    own = Q(by__organisation_id=identity.organisation_id)
    return events.filter(own | Q(on_type__in=OPEN_TO_ALL))


def history_of_task(task: Task, identity: Identity) -> QuerySet[Event]:
    """Newest first."""
    events = history_of(task)
    return events if _reads_all_of(task, identity) else _readable(events, identity)


def history_length(task: Task, identity: Identity, most: int) -> int:
    """How many lines there are, counted no further than ``most``: a long history would cost more to count than to show."""
    about = Event.objects.filter(about_type="planning.task", about_id=task.pk)
    own = Event.objects.filter(on_type="planning.task", on_id=task.pk).exclude(
        about_type="planning.task", about_id=task.pk
    )
    all_of_it, found = _reads_all_of(task, identity), 0
    for part in (own, about):
        readable = part if all_of_it else _readable(part, identity)
        found += readable.order_by()[: most - found].count() if found < most else 0
    return found


def _reads_all_of(task: Task, identity: Identity) -> bool:
    return sees_everything(identity) or _opens_every_duty(task, identity)


def _opens_every_duty(task: Task, identity: Identity) -> bool:
    with acting_as_system("how many duties a task has decides who reads its whole history"):
        every = task.duties.count()
    return KEYS.within(identity, "view_duty", task.duties.all()).count() == every


def recent_events(task_ids: Collection[int], identity: Identity, count: int) -> list[Event]:
    """The latest of the plan's tasks."""
    events = Event.objects.filter(about_type="planning.task", about_id__in=task_ids) | Event.objects.filter(
        on_type="planning.task", on_id__in=task_ids
    )
    readable = events if sees_everything(identity) else _readable(events, identity)
    return list(readable.order_by("-pk")[:count])
