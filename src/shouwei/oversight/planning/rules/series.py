"""When the two series meet: the secretariat's 会商 each week, the council's 调度 each 旬.

Source: 三.1 of the founding plan (每周会商, 每旬调度). The plan names no day; Monday and the last working day of the 旬 are taken,
moved by the holiday table, and may be changed when a meeting is planned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shouwei.ground.calendar.rules.tenday import tenday_of
from shouwei.ground.calendar.rules.working_days import is_working_day, last_working_day

from .periods import week_of

CONSULTATION, DISPATCH = "consultation", "dispatch"
PREPARE_DAYS = 3  # natural days before a meeting from which it stands on the secretariat's desk


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a series: its period and the day it is held on."""

    kind: str
    first: date
    last: date
    label: str
    held_on: date


def occurrence(kind: str, day: date, exceptions: Mapping[date, bool]) -> Occurrence:
    """The meeting of the week or 旬 ``day`` lies in."""
    if kind == DISPATCH:
        part = tenday_of(day)
        return Occurrence(kind, part.first, part.last, part.label, last_working_day(part.first, part.last, exceptions))
    week = week_of(day)
    return Occurrence(kind, week.first, week.last, week.label, _first_working_day(week.first, week.last, exceptions))


def upcoming(kind: str, today: date, exceptions: Mapping[date, bool]) -> Occurrence:
    """The next meeting not yet past, today's included."""
    this = occurrence(kind, today, exceptions)
    return this if this.held_on >= today else occurrence(kind, this.last + timedelta(days=1), exceptions)


def _first_working_day(first: date, last: date, exceptions: Mapping[date, bool]) -> date:
    """Monday, or the first worked day after it; Monday itself when the whole week is off."""
    day = first
    while day <= last:
        if is_working_day(day, exceptions):
            return day
        day += timedelta(days=1)
    return first
