"""Reporting periods: a month or a 旬, as the plan says; and the week of a 会商."""

from dataclasses import dataclass
from datetime import date, timedelta

from shouwei.ground.calendar.rules.tenday import month_end, tenday_of

LONGEST_TENDAY = 11  # days


@dataclass(frozen=True, order=True, slots=True)
class Period:
    first: date
    last: date
    label: str


def period_of(day: date, rhythm: str) -> Period:
    """The period ``day`` lies in; ``rhythm`` is ``month`` or ``tenday``."""
    if rhythm == "tenday":
        part = tenday_of(day)
        return Period(part.first, part.last, part.label)
    return Period(day.replace(day=1), month_end(day.year, day.month), f"{day.year}年{day.month}月")


def label_of(first: date, last: date) -> str:
    """The name of a period kept as its two ends, whatever rhythm the plan has today."""
    return period_of(first, "month" if (last - first).days > LONGEST_TENDAY else "tenday").label


def period_before(period: Period, rhythm: str) -> Period:
    return period_of(period.first - timedelta(days=1), rhythm)


def week_of(day: date) -> Period:
    """Monday to Sunday; named after its Monday as the secretariat says it."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), f"{monday.year}年{monday.month}月{monday.day}日当周")
