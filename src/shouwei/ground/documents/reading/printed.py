"""Numbers and dates of a spreadsheet as the sheet shows them, by their number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time

TOKEN = re.compile(r'yyyy|yy|mm?|dd?|hh?|ss?|"[^"]*"|\\.|\[[^\]]*\]|.', re.IGNORECASE)
LONGEST_FORMAT = 100


def as_printed(value: bool | int | float | datetime | date | time, number_format: str) -> str:
    """A cell's value as text: 43800 as 2019.12 under ``yyyy.mm``, 0.7 as 70% under ``0%``, 3.0 as 3."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return _date(value, number_format)
    return _number(value, number_format.split(";")[0][:LONGEST_FORMAT])


def _date(value: date, number_format: str) -> str:
    parts = []
    for token in TOKEN.findall(number_format.split(";")[0][:LONGEST_FORMAT]):
        parts.append(_date_part(value, token))
    text = "".join(parts).strip()
    return text if re.search(r"\d", text) else f"{value.year}年{value.month}月{value.day}日"


def _date_part(value: date, token: str) -> str:
    low = token.lower()
    numbers = {
        "yyyy": f"{value.year}",
        "yy": f"{value.year % 100:02}",
        "mm": f"{value.month:02}",
        "m": f"{value.month}",
        "dd": f"{value.day:02}",
        "d": f"{value.day}",
    }
    if low in numbers:
        return numbers[low]
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    # Hours and seconds are no part of a deadline; [$-804] names a language, @ and ; are format marks.
    return "" if low[0] in "hs[@_" else token


def _number(value: int | float, number_format: str) -> str:
    decimals = len(match[1]) if (match := re.search(r"\.([0#]+)", number_format)) else 0
    if "%" in number_format:
        return f"{value * 100:.{decimals}f}%"
    if number_format in ("General", "@", ""):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if "0" not in number_format:
        return f"{value:g}"
    comma = "," if "#,#" in number_format else ""
    return format(value, f"{comma}.{decimals}f")
