"""旬: the three parts of a month, 1–10, 11–20, 21–end; 36 a year, 8 to 11 days long.

Source: plain usage of official documents; 三.1 of the founding plan has the council meet once each 旬.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

PARTS = ("上旬", "中旬", "下旬")


@dataclass(frozen=True, order=True, slots=True)
class Tenday:
    year: int
    month: int
    part: int  # 0 上旬, 1 中旬, 2 下旬

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1 + 10 * self.part)

    @property
    def last(self) -> date:
        return month_end(self.year, self.month) if self.part == 2 else date(self.year, self.month, 10 + 10 * self.part)

    @property
    def label(self) -> str:
        return f"{self.year}年{self.month}月{PARTS[self.part]}"

    @property
    def next(self) -> Tenday:
        return tenday_of(self.last + timedelta(days=1))

    @property
    def previous(self) -> Tenday:
        return tenday_of(self.first - timedelta(days=1))


def tenday_of(day: date) -> Tenday:
    return Tenday(day.year, day.month, min((day.day - 1) // 10, 2))


def month_end(year: int, month: int) -> date:
    """The last day of a month: what "2019.12" means as a deadline."""
    return date(year, month, monthrange(year, month)[1])
