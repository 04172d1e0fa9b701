"""Where the heading row is, which column is which, and what to say about headings nobody knows."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shouwei.core.sheets.column import Column

SEARCHED = 30
"""Title rows and instructions may stand above the heading; further down it is not looked for."""
DECORATION = re.compile(r"[\s*＊﹡※:：]|\(必填\)|\(选填\)|\(必填项\)")
ERROR_HEADING = "错误说明"
"""Heading of the column in which refused rows come back; skipped without a word when the file is handed in again."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A heading no column has. ``meant`` is the nearest known one, "" when none is near."""

    place: int
    heading: str
    meant: str = ""

    @property
    def sentence(self) -> str:
        guess = f"是不是“{self.meant}”？改成这个标题后重新上传即可读取。" if self.meant else "本表没有这一列。"
        return f"第{letters(self.place)}列“{self.heading[:30]}”没有读取：{guess}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which place holds which column; ``missing`` and ``doubled`` are headings of columns."""

    places: Mapping[str, int]
    unknown: tuple[Unknown, ...] = ()
    missing: tuple[str, ...] = ()
    missing_required: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why the file as a whole cannot be read, or ""."""
        if self.doubled:
            return f"标题“{'、'.join(self.doubled)}”出现了两次，无法判断读取哪一列。请删除或改名其中一列后重新上传。"
        if self.missing_required:
            near = {u.meant: u.heading for u in self.unknown if u.meant}
            hints = [f"“{near[name]}”是不是“{name}”？" for name in self.missing_required if name in near]
            return f"缺少必需的列：{'、'.join(self.missing_required)}。{''.join(hints)}请按模板补上这些列后重新上传。"
        return ""


def plain_heading(text: Any) -> str:
    """Headings are compared without spaces, stars, colons and 必填 marks, full and half width alike."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", str(text or ""))).lower()


def known_headings(columns: Iterable[Column]) -> dict[str, str]:
    """Plain heading → name of the column."""
    return {plain_heading(text): column.name for column in columns for text in (column.heading, *column.aliases)}


def find_heading(rows: Sequence[Sequence[Any]], known: Iterable[str]) -> int | None:
    """Index of the row that bears most known headings: two at least, or the only one there is."""
    wanted = set(known)
    best, most = None, min(2, len(wanted)) - 1
    for index, row in enumerate(rows[:SEARCHED]):
        hits = len({plain_heading(cell) for cell in row if isinstance(cell, str)} & wanted)
        if hits > most:
            best, most = index, hits
    return best


def lay_out(columns: Sequence[Column], headings: Sequence[Any], key: Sequence[str] = ()) -> Layout:
    """Match the headings of a file with the columns of a sheet. A column of the key must be there, though its cells may be empty."""
    known = known_headings(columns)
    names = {column.name: column for column in columns}
    places: dict[str, int] = {}
    doubled: list[str] = []
    strange: list[tuple[int, str]] = []
    for place, heading in enumerate(headings):
        plain = plain_heading(heading)
        if not plain or plain == ERROR_HEADING:
            continue
        name = known.get(plain)
        if name is None:
            strange.append((place, str(heading).strip()))
        elif name in places:
            doubled.append(names[name].heading)
        else:
            places[name] = place
    absent = [column for column in columns if column.name not in places]
    return Layout(
        {column.name: places[column.name] for column in columns if column.name in places},
        tuple(Unknown(place, text, _meant(text, absent)) for place, text in strange),
        tuple(column.heading for column in absent),
        tuple(column.heading for column in absent if column.required or column.name in key),
        tuple(dict.fromkeys(doubled)),
    )


def _meant(text: str, absent: Sequence[Column]) -> str:
    """The absent column whose heading is nearest; only columns still missing are offered."""
    near = {plain_heading(word): column.heading for column in absent for word in (column.heading, *column.aliases)}
    found = difflib.get_close_matches(plain_heading(text), near, n=1, cutoff=0.5)
    return near[found[0]] if found else ""


def letters(place: int) -> str:
    """0 → A, 26 → AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
