"""The holiday table as people write it: one day a line, ``2026-10-01 国庆节 休``.

Source: the yearly 国务院办公厅 notice lists days off and the weekend days worked in exchange; 休 and 班 are the words on calendars.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
OFF = ("休", "放假", "休息", "节假日")
WORKED = ("班", "上班", "调休上班", "工作日")
SEPARATORS = " \t,，;；|　"
FIRST_YEAR, LAST_YEAR = 2000, 2099
NAME_LENGTH = 50
HEADINGS = ("日期", "节假日")


@dataclass(frozen=True, slots=True)
class HolidayLine:
    day: date
    name: str
    is_worked: bool

    @property
    def text(self) -> str:
        return f"{self.day.isoformat()} {self.name} {'班' if self.is_worked else '休'}"


@dataclass(frozen=True, slots=True)
class LineProblem:
    line: int
    """Counted from 1."""
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class HolidayLines:
    rows: tuple[HolidayLine, ...]
    problems: tuple[LineProblem, ...]


def read_lines(text: str) -> HolidayLines:
    """Every line that can be read, and a sentence for every one that cannot; empty lines and a heading are passed over."""
    rows: dict[date, HolidayLine] = {}
    problems: list[LineProblem] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip(SEPARATORS)
        if not line or (number == 1 and line.startswith(HEADINGS)):
            continue
        row = _read(line)
        if isinstance(row, HolidayLine) and row.day in rows:
            row = f"{row.day.isoformat()}在前面已经出现，请删除其中一行。"
        if isinstance(row, str):
            problems.append(LineProblem(number, line[:80], row))
        else:
            rows[row.day] = row
    return HolidayLines(tuple(sorted(rows.values(), key=lambda row: row.day)), tuple(problems))


def lines_of(cells: Iterable[Iterable[str]]) -> str:
    """Rows of a sheet as lines of text."""
    return "\n".join(" ".join(cell.strip() for cell in row if cell.strip()) for row in cells)


def _read(line: str) -> HolidayLine | str:
    found = DATE.match(line)
    if found is None:
        return "没有找到日期。请按“2026-10-01 国庆节 休”的格式填写。"
    year, month, day_of_month = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"年份{year}不在{FIRST_YEAR}—{LAST_YEAR}之间，请更正。"
    try:
        day = date(year, month, day_of_month)
    except ValueError:
        return f"{year}年{month}月没有{day_of_month}日，请更正日期。"
    return _read_rest(day, re.split(f"[{SEPARATORS}]+", line[found.end() :].strip(SEPARATORS)))


def _read_rest(day: date, words: list[str]) -> HolidayLine | str:
    kinds = [word for word in words if word in OFF + WORKED]
    name = " ".join(word for word in words if word and word not in OFF + WORKED)
    if len(kinds) != 1:
        return "没有写明“休”或“班”，或者写了不止一个。请只写一个。"
    if len(name) > NAME_LENGTH:
        return f"名称{len(name)}字，超过{NAME_LENGTH}字，请缩短。"
    return HolidayLine(day, name or ("调休上班" if kinds[0] in WORKED else "休息日"), kinds[0] in WORKED)
