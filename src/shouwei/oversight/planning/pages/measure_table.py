"""The editable table of measures: what was typed, the buttons that change the table, and what to show beside each cell.

Every button is an ordinary submit, so the table works without scripts; with them only the table is exchanged.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from shouwei.core.text import without_unseen

from ..models import Task
from ..rules.measures import COLUMNS, LABELS, LONGEST, MOST_ROWS, Row, edited, problems_of

HINTS = {
    "text": "做什么、做到什么程度",
    "owner": "姓名",
    "due_on": "",
    "deliverable": "如：方案1份",
    "evidence_rule": "如：印发文件扫描件",
}
LINES_AT_FIRST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of the table."""

    name: str
    column: str
    label: str
    value: str
    hint: str
    most: int
    problem: str
    options: list[tuple[str, str, bool]]
    """value, label, chosen; empty unless this is a choice."""

    @property
    def is_long(self) -> bool:
        return self.column in ("text", "deliverable", "evidence_rule")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, counted from 1 on screen and from 0 in the buttons."""

    place: int
    cells: list[Cell]

    @property
    def number(self) -> int:
        return self.place + 1


def has_table(request: HttpRequest) -> bool:
    """Whether the table came with the form at all: a torn request must not be taken for an emptied table."""
    return request.POST.get("m-rows", "").isdecimal()


def typed_rows(request: HttpRequest) -> list[Row]:
    """The table as it was sent; line breaks inside a cell become spaces, characters nobody can see are dropped."""
    sent = request.POST.get("m-rows", "")
    count = min(int(sent), MOST_ROWS) if sent.isdecimal() else 0
    return [
        {name: " ".join(without_unseen(request.POST.get(f"m-{place}-{name}", "")).split()) for name in COLUMNS}
        for place in range(count)
    ]


def pressed(request: HttpRequest, rows: list[Row], *, blank: Row) -> list[Row] | None:
    """The table after the button that was pressed; None when the form was sent by another button."""
    action = request.POST.get("table")
    return None if action is None else edited(rows, action, blank=blank)


def blank_row(organisation_id: int | None) -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), "organisation": str(organisation_id or "")}


def table_of(
    rows: list[Row], *, names: Mapping[int, str] | None, task: Task, blank: Row, strict: bool = False
) -> list[Line]:
    """``names``: who may be responsible; None leaves that column out. ``strict`` shows what each row still lacks."""
    shown = rows or [blank] * LINES_AT_FIRST
    return [Line(place, _cells(place, row, names, task, strict=strict)) for place, row in enumerate(shown)]


def _cells(place: int, row: Row, names: Mapping[int, str] | None, task: Task, *, strict: bool) -> list[Cell]:
    problems = _problems(row, task.due_on, task.plan.issued_on, names) if strict else {}
    return [
        Cell(
            name=f"m-{place}-{column}",
            column=column,
            label=LABELS[column],
            value=row.get(column, ""),
            hint=HINTS.get(column, ""),
            most=LONGEST.get(column, 20),
            problem=problems.get(column, ""),
            options=[(str(pk), name, str(pk) == row.get(column)) for pk, name in (names or {}).items()]
            if column == "organisation"
            else [],
        )
        for column in COLUMNS
        if names is not None or column != "organisation"
    ]


def _problems(row: Row, due_on: date | None, issued_on: date, names: Container[int] | None) -> dict[str, str]:
    if not any(row.get(column) for column in COLUMNS if column != "organisation"):
        return {}  # an empty row is left out when the table is sent
    return problems_of(row, task_due_on=due_on, issued_on=issued_on, organisations=names)
