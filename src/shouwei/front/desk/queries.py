"""What is mine today, over all rooms."""

from __future__ import annotations

from datetime import date

from shouwei.core.todos import Todo
from shouwei.ground.people.models import Identity
from shouwei.ground.privacy.queries.requests import waiting as requests_waiting
from shouwei.oversight.indicators.queries.definitions import waiting as definitions_waiting
from shouwei.oversight.indicators.queries.rounds import waiting as rounds_waiting
from shouwei.oversight.planning.queries import inbox, meeting_todos, programme_todos
from shouwei.work.programmes.queries import waiting as mentors_waiting

FOUND = 20  # hits of a kind shown on the page


def todos_of(identity: Identity | None, today: date) -> list[Todo]:
    """Everything that waits for this identity, what is due first on top, what has no date last."""
    if identity is None:
        return []
    waiting = [
        *inbox.inbox(identity, today),
        *programme_todos.todos(identity, today),
        *meeting_todos.todos(identity, today),
        *rounds_waiting(identity, today),
        *definitions_waiting(identity),
        *requests_waiting(identity, today),
        *mentors_waiting(identity, today),
    ]
    return sorted(waiting, key=lambda todo: (todo.due_on is None, todo.due_on or today))
