"""The holiday notices of past years as the chinesecalendar package knows them: a first filling, to be checked by a person."""

from __future__ import annotations

from datetime import date
from typing import Final

from chinese_calendar import constants

from .rules.holiday_lines import HolidayLine

SOURCE: Final = "国务院办公厅节假日安排（内置初始数据，请核对）"
NAMES: Final = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def years_known() -> list[int]:
    """Years for which the package holds a notice, oldest first."""
    return sorted({day.year for day in constants.holidays})


def official_year(year: int) -> list[HolidayLine]:
    """Days of ``year`` that differ from the plain week. Empty for a year the package does not know.

    A holiday on a weekend changes nothing for working days but is kept: people look for it in the table.
    """
    off = [HolidayLine(d, NAMES.get(n, n), False) for d, n in constants.holidays.items() if d.year == year]
    worked = [HolidayLine(d, f"{NAMES.get(n, n)}调休", True) for d, n in constants.workdays.items() if d.year == year]
    return sorted(off + worked, key=_by_day)


def _by_day(row: HolidayLine) -> date:
    return row.day
