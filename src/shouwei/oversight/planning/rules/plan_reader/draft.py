"""The draft: what the reader understood, as values.  ``as_json`` and ``from_json`` are exact inverses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


class NotAPlan(Exception):
    """The document holds no tasks; ``str()`` is the sentence for the screen."""


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """What a printed deadline means.

    ``kind``: day, month, year (``due`` is the last day it allows), long_term, triggered (``trigger`` is the event) or none.
    ``due`` is an ISO date; "month" and "year" end on the last day of the month or year.
    """

    kind: str = "none"
    due: str | None = None
    trigger: str | None = None


@dataclass(frozen=True, slots=True)
class TaskDraft:
    no: int
    """Canonical: 1, 2, 3 … in the order of the document."""
    printed_no: str | None
    area: str | None
    text: str
    """The governing text: the body's where body and table differ."""
    lead: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    deadline: str | None = None
    """As printed; a year taken over from the same sentence is put before it."""
    deadline_rule: DeadlineRule = DeadlineRule()
    table_text: str | None = None
    """The table's wording where it differs from ``text``."""
    group: str | None = None
    """The task one level up, where the tasks are its measures."""
    field: str | None = None
    """A printed field (领域) beside the area."""
    remark: str | None = None
    result: str | None = None
    """A printed deliverable (预期成果)."""
    responsibility: tuple[str, ...] = ()
    """The printed words the bodies were read from."""
    place: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TargetDraft:
    name: str
    value: float
    unit: str
    comparator: str
    """One of = ≥ > ≤ < ≈."""
    by: str | None
    baseline_year: int | None
    raw: str
    place: str = ""
    baseline_value: float | None = None
    """In the same unit, where the text prints it: 由2020年的1.2万人增加到2万人."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """What the text demands besides tasks. ``kind``: measures_due, annual_goal, report_progress, counts_in_appraisal,
    appraisal, filing, funding or programme."""

    kind: str
    text: str
    days: int | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Variance:
    """Body and table disagree. ``field``: text, area. ``kind``: substantive or cosmetic (punctuation and particles only)."""

    task: int
    field: str
    body: str
    table: str
    kind: str


@dataclass(frozen=True, slots=True)
class Problem:
    where: str
    what: str
    default: str
    """What we do as long as nobody decides otherwise."""


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    text: str
    who: str | None
    deadline: str


@dataclass(frozen=True, slots=True)
class Indicator:
    no: int
    area: str | None
    name: str


@dataclass(frozen=True, slots=True)
class PlanDraft:
    title: str | None
    doc_number: str | None
    issuer: str | None
    date: str | None
    """ISO, only if printed."""
    adopted_by: str | None
    addressees: tuple[str, ...]
    areas: tuple[str, ...]
    body_areas: tuple[str | None, ...]
    """Beside each area: the body's heading for it, or None."""
    tasks: tuple[TaskDraft, ...]
    targets: tuple[TargetDraft, ...] = ()
    horizon_years: int | None = None
    rhythm: tuple[tuple[str, str], ...] = ()
    """(body, words): ("council", "每旬调度一次"). In JSON an object."""
    obligations: tuple[Obligation, ...] = ()
    variances: tuple[Variance, ...] = ()
    problems: tuple[Problem, ...] = ()
    schedule: tuple[ScheduleEntry, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        value = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        value["rhythm"] = dict(self.rhythm)
        return value

    @staticmethod
    def from_json(value: dict[str, Any]) -> PlanDraft:
        """The draft again; keys it does not know are an error, so that nothing is lost without a word."""
        given = dict(value)
        given["rhythm"] = tuple((given.get("rhythm") or {}).items())
        for name, part in PARTS.items():
            given[name] = tuple(_part(part, item) for item in given.get(name) or ())
        for name in ("addressees", "areas", "body_areas", "notes"):
            given[name] = tuple(given.get(name) or ())
        return PlanDraft(**given)


PARTS: dict[str, type] = {
    "tasks": TaskDraft,
    "targets": TargetDraft,
    "obligations": Obligation,
    "variances": Variance,
    "problems": Problem,
    "schedule": ScheduleEntry,
    "indicators": Indicator,
}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _part(part: type, item: dict[str, Any]) -> Any:
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
    if part is TaskDraft:
        given["deadline_rule"] = DeadlineRule(**(item.get("deadline_rule") or {}))
    return part(**given)
