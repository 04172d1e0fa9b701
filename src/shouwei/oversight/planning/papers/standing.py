"""How a plan stands on a day, frozen: the figures every paper of that day shares, so that none contradicts another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties (落实事项) stand in which state; stopped ones are not counted in ``total``."""

    total: int = 0
    done: int = 0
    overdue: int = 0
    behind: int = 0
    due_soon: int = 0
    in_review: int = 0
    not_started: int = 0
    normal: int = 0
    stopped: int = 0


@dataclass(frozen=True, slots=True)
class GroupLine:
    """An area, or what one department leads. Per cents are means over its tasks, rounded down."""

    title: str
    tasks: int
    done: int
    overdue: int
    behind: int
    percent: int
    expected: int | None
    """序时进度 of the dated tasks; None when there is none."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    number: int
    text: str
    area: str
    lead: str
    implementers: str
    due: str
    percent: int
    expected: int | None
    state: str
    done: int
    duties: int


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """A duty that is overdue or behind, or a task without its annual goal (then ``unit`` is the lead)."""

    duty_id: int
    number: int
    text: str
    unit: str
    lead: str
    due: str
    percent: int
    state: str
    why: str
    """The sentence of the rule."""
    cause: str
    """What the unit itself last wrote as a difficulty; empty when it named none."""
    owner: str


@dataclass(frozen=True, slots=True)
class Standing:
    plan: str
    issuer: str
    cut_off: date
    tasks_total: int
    tasks_done: int
    percent: int
    duties: Counts
    areas: tuple[GroupLine, ...]
    leads: tuple[GroupLine, ...]
    tasks: tuple[TaskLine, ...]
    alarms: tuple[AlarmLine, ...]
    programmes_missing: tuple[tuple[str, int], ...]
    """Lead and how many of its programmes are past their day."""
    goals_missing: tuple[tuple[str, int], ...]

    @property
    def overdue(self) -> tuple[AlarmLine, ...]:
        return tuple(line for line in self.alarms if line.state == "overdue")

    @property
    def behind(self) -> tuple[AlarmLine, ...]:
        return tuple(line for line in self.alarms if line.state == "behind")


def as_json(standing: Standing) -> dict[str, Any]:
    """Plain values for a snapshot."""
    return {**asdict(standing), "cut_off": standing.cut_off.isoformat()}


def from_json(data: Mapping[str, Any]) -> Standing:
    """What :func:`as_json` was given; ``TypeError`` or ``KeyError`` for anything else."""
    return Standing(
        **{
            **data,
            "cut_off": date.fromisoformat(data["cut_off"]),
            "duties": Counts(**data["duties"]),
            "areas": tuple(GroupLine(**line) for line in data["areas"]),
            "leads": tuple(GroupLine(**line) for line in data["leads"]),
            "tasks": tuple(TaskLine(**line) for line in data["tasks"]),
            "alarms": tuple(AlarmLine(**line) for line in data["alarms"]),
            "programmes_missing": tuple((lead, count) for lead, count in data["programmes_missing"]),
            "goals_missing": tuple((lead, count) for lead, count in data["goals_missing"]),
        }
    )
