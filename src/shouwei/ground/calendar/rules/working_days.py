"""Working days: weekends and the State Council's yearly holiday notice, which also turns some weekends into working days.

Source: 全国年节及纪念日放假办法; the yearly 国务院办公厅 notice is data, given as ``exceptions``.
"""

from collections.abc import Mapping
from datetime import date, timedelta

Exceptions = Mapping[date, bool]
"""Day → whether it is worked, for the days that differ from the plain week."""


def is_working_day(day: date, exceptions: Exceptions) -> bool:
    return exceptions.get(day, day.weekday() < 5)


def next_working_day(day: date, exceptions: Exceptions) -> date:
    """``day`` itself when it is worked, else the next one that is."""
    while not is_working_day(day, exceptions):
        day += timedelta(days=1)
    return day


def last_working_day(first: date, last: date, exceptions: Exceptions) -> date:
    """The last worked day from ``first`` to ``last``; ``last`` itself when the whole stretch is off."""
    day = last
    while day >= first:
        if is_working_day(day, exceptions):
            return day
        day -= timedelta(days=1)
    return last


def add_working_days(day: date, count: int, exceptions: Exceptions) -> date:
    """The day ``count`` working days after ``day``; the day itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, exceptions)
    return day


def add_days(day: date, count: int, *, working: bool, exceptions: Exceptions) -> date:
    """``count`` natural or working days after ``day``."""
    return add_working_days(day, count, exceptions) if working else day + timedelta(days=count)
