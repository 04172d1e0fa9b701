"""When a job of the clock is due. Times are Asia/Shanghai; a run that was missed is made up the same day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .tenday import tenday_of
from .working_days import is_working_day, last_working_day, next_working_day


@dataclass(frozen=True, slots=True)
class Slot:
    """``days``: every (daily), working (working days), week (its first working day), tenday (its last working day)."""

    days: str
    hour: int
    minute: int = 0


def runs_on(day: date, days: str, exceptions: Mapping[date, bool]) -> bool:
    """Whether the job belongs to this day at all."""
    if days == "working":
        return is_working_day(day, exceptions)
    if days == "week":
        monday = date.fromordinal(day.toordinal() - day.weekday())
        return day == next_working_day(monday, exceptions)
    if days == "tenday":
        tenday = tenday_of(day)
        return day == last_working_day(tenday.first, tenday.last, exceptions)
    return True


LONGEST_PAUSE = timedelta(hours=1)
FURTHEST = 62
"""Days looked ahead for the next run: two months hold every 旬 and every long holiday."""


def pause_after(failures: int) -> timedelta:
    """How long to wait after the ``failures``-th failure in a row: 1, 2, 4 … minutes, an hour at most."""
    return min(timedelta(minutes=2 ** min(failures - 1, 10)), LONGEST_PAUSE)


def next_run(now: datetime, slot: Slot, last_run_on: date | None, exceptions: Mapping[date, bool]) -> datetime | None:
    """When the job will run next by its slot, in the zone of ``now``; ``now`` itself when it is due already."""
    for ahead in range(FURTHEST + 1):
        day = now.date() + timedelta(days=ahead)
        if (last_run_on is not None and last_run_on >= day) or not runs_on(day, slot.days, exceptions):
            continue
        moment = datetime(day.year, day.month, day.day, slot.hour, slot.minute, tzinfo=now.tzinfo)
        return max(moment, now)
    return None


def is_due(now: datetime, slot: Slot, last_run_on: date | None, exceptions: Mapping[date, bool]) -> bool:
    """``now`` is local time. Once a day at most, and not before its hour."""
    if last_run_on is not None and last_run_on >= now.date():
        return False
    return (now.hour, now.minute) >= (slot.hour, slot.minute) and runs_on(now.date(), slot.days, exceptions)
