"""The days of a month as a wall calendar shows them, with 旬 and holidays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from shouwei.ground.calendar.rules.tenday import PARTS, month_end, tenday_of
from shouwei.ground.calendar.rules.working_days import is_working_day

from .timeline import Entry


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    outside: bool
    """Belongs to the month before or after."""
    off: bool
    today: bool
    tenday: str
    """上旬, 中旬, 下旬 on the first day of one, else empty."""
    note: str
    """The holiday, or 班 for a weekend day that is worked."""
    entries: tuple[Entry, ...] = field(default=())


def weeks_of(
    first: date, entries: Iterable[Entry], exceptions: Mapping[date, bool], names: Mapping[date, str], today: date
) -> list[list[Day]]:
    """Whole weeks from Monday that cover the month beginning on ``first``."""
    per_day: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        per_day[entry.day].append(entry)
    start = first - timedelta(days=first.weekday())
    last = month_end(first.year, first.month)
    weeks = []
    while start <= last:
        days = (start + timedelta(days=n) for n in range(7))
        weeks.append([_day(day, first, exceptions, names, today, per_day[day]) for day in days])
        start += timedelta(days=7)
    return weeks


def _day(
    day: date,
    month: date,
    exceptions: Mapping[date, bool],
    names: Mapping[date, str],
    today: date,
    entries: list[Entry],
) -> Day:
    part = tenday_of(day)
    return Day(
        day=day,
        outside=(day.year, day.month) != (month.year, month.month),
        off=not is_working_day(day, exceptions),
        today=day == today,
        tenday=PARTS[part.part] if day == part.first else "",
        note=("班 " if exceptions.get(day) else "") + names.get(day, ""),
        entries=tuple(entries),
    )
