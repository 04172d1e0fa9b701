"""What the house holds about one student: the row on the roll and everything, in whatever room, that hangs from it.

Found through the models themselves, so a new room's table with a reference to a student, or to something of a student's, is in it.
What must not pass through the school's hands (the graduate's own word, whom a sample has drawn) is left out: the school prepares the
copy, and could otherwise read who said no.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from shouwei.ground.audit.models import Look
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import Identity, User

from ..register import KINDS, REGISTER
from ..register.kinds import Class, OnErasure
from .person import Holding, Line
from .register_lines import our_models

NOT_BY_SCHOOL = "OWN_WORD"
FURTHEST = 3  # references from a row to its student
ON_ROLL = (Student.State.ENROLLED, Student.State.SUSPENDED)


def ways_to(target: type[Model]) -> dict[type[Model], list[str]]:
    """Model → the ways from its rows to a row of ``target``, as filters are written; breadth first, each model once a length."""
    found: dict[type[Model], list[str]] = {target: [""]}
    edge = [target]
    for _ in range(FURTHEST):
        fresh = []
        for model in our_models():
            if model in found:
                continue
            ways = [
                f"{field.name}__{way}" if way else field.name
                for field in model._meta.local_concrete_fields
                if isinstance(field, ForeignKey) and field.related_model in edge
                for way in found[field.related_model]
            ]
            if ways:
                fresh.append((model, ways))
        found.update(fresh)
        edge = [model for model, _ in fresh]
    return found


def holdings_about(student: Student) -> Iterator[Holding]:
    """The roll first; models without rows or without personal columns are left out."""
    for model, ways in ways_to(Student).items():
        if model in (User, Identity):
            continue
        label = model._meta.label_lower
        entries = tuple(
            entry
            for entry in REGISTER.values()
            if entry.model == label and KINDS[entry.kind].personal is not Class.NONE and entry.kind != "OFFICE"
        )
        if not entries or any(entry.kind == NOT_BY_SCHOOL for entry in entries):
            continue
        reached = Q()
        for way in ways:
            reached |= Q(**{way or "pk": student.pk})
        rows: QuerySet[Any] = model._default_manager.filter(reached).distinct()
        if rows.exists():
            yield Holding(model, rows, entries, acted=False)


def plan_student_erasure(student: Student) -> list[Line]:
    """By table and kind, what would be blanked or deleted and what is kept, with the reason; reads only."""
    lines = []
    for holding in holdings_about(student):
        count = holding.rows.count()
        for name in dict.fromkeys(entry.kind for entry in holding.entries):
            kind = KINDS[name]
            part = Holding(
                holding.model, holding.rows, tuple(e for e in holding.entries if e.kind == name), acted=False
            )
            lines.append(Line(holding.noun, count, part.labels, kind.on_erasure.value, kind.kept_because))
    return lines


@dataclass(frozen=True, slots=True)
class Part:
    """Columns of one table that go, in the rows that still hold something there."""

    model: type[Model]
    rows: QuerySet[Any]
    columns: tuple[str, ...]


def what_can_go(student: Student) -> list[Part]:
    """Only what on erasure is blanked; empty when nothing is left that may go."""
    parts = []
    for holding in holdings_about(student):
        columns = tuple(e.column for e in holding.entries if KINDS[e.kind].on_erasure is OnErasure.BLANK)
        if not columns:
            continue
        filled = Q()
        for column in columns:
            empty = blank_of(holding.model, column)
            filled |= Q(**{f"{column}__isnull": False}) if empty is None else ~Q(**{column: empty})
        rows = holding.rows.filter(filled)
        if rows.exists():
            parts.append(Part(holding.model, rows, columns))
    return parts


def blank_of(model: type[Model], column: str) -> str | None:
    """What stands in a column that holds nothing."""
    field: Any = model._meta.get_field(column)
    return None if field.null else ""


def looks_at(student: Student) -> QuerySet[Look]:
    return Look.objects.filter(on_type=Student._meta.label_lower, on_id=student.pk).order_by("-at")
