"""What lists, pictures and papers show of tasks and duties: plain values, filled by the queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from .states import WORST_FIRST, Light, State


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as a list shows it."""

    pk: int
    number: int
    printed_number: str
    """Empty unless the document printed another number than its place."""
    area_id: int
    area: str
    text: str
    lead_id: int
    lead: str
    co_leads: tuple[tuple[int, str], ...]
    implementers: str
    kind: str
    deadline: str
    due_on: date | None
    trigger: str
    light: Light
    percent: int
    """Mean of the duties that were not stopped, rounded down."""
    expected: int | None
    """序时进度 from the issue of the plan to the due date; None without a date."""
    duties: int
    """Not counting those that were stopped."""
    done: int
    states: Counter[State] = field(default_factory=Counter, hash=False)
    """How many duties stand in which state, stopped ones included."""

    @property
    def leads(self) -> str:
        return "、".join((self.lead, *(name for _, name in self.co_leads)))

    @property
    def lead_ids(self) -> frozenset[int]:
        return frozenset((self.lead_id, *(pk for pk, _ in self.co_leads)))

    @property
    def is_long_term(self) -> bool:
        return self.kind == "long_term"


@dataclass(frozen=True, slots=True)
class Member:
    pk: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """``duty`` None: this identity may see the state, but not open the duty nor read its figures."""

    light: Light
    duty: int | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    task: TaskRow
    cells: tuple[HeatCell | None, ...]
    """One per member, None where the member has no part."""


@dataclass(frozen=True, slots=True)
class Heatmap:
    members: tuple[Member, ...]
    rows: tuple[HeatRow, ...]

    @property
    def totals(self) -> list[tuple[State, int]]:
        """How many cells stand in which state, the worst first."""
        found = Counter(cell.light.state for row in self.rows for cell in row.cells if cell is not None)
        return [(state, found[state]) for state in WORST_FIRST if found[state]]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty in the table of its task. What is None besides the owner is not for this identity."""

    pk: int | None
    member: str
    light: Light
    owner: str | None
    due_on: date | None
    percent: int | None
    expected: int | None
    reported_on: date | None
    accepted: bool
