"""What a room hands over when somebody leaves: rows that name the leaver in a field, and whom they are to name from now on.

A room that keeps such rows says so in ``queries/open_work.py: open_work_of(leaver, successor) -> list[OpenWork]``; the desk, which
stands above all rooms, gathers and moves them. Nothing here knows what the rows mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class OpenWork:
    what: str
    """In words, as the report heads it: 分担责任人."""
    rows: QuerySet[Any]
    field: str
    """Attribute as the database has it: ``owner_id``, or a name in letters."""
    after: Any
    """What the field holds from now on; plain, so that the report can keep it and undo it."""
