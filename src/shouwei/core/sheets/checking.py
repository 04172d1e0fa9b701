"""Whole columns at once: what is plainly right passes in one stroke, only the rest is looked at cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np

from shouwei.core.sheets.cells import CHECKS, WEIGHTS, Cell, Wrong, reader_of
from shouwei.core.sheets.column import Column, Kind

# What needs no second look: no blanks around it, nothing invisible, nothing a formula could begin with.
PLAIN_TEXT = re.compile(r"[\w\u4e00-\u9fff（(][\w\u4e00-\u9fff（）()、，。·—-]*", re.ASCII)
PLAIN_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
PLAIN_ID = re.compile(r"\d{17}[\dX]", re.ASCII)
PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
PLAIN = {Kind.TEXT: PLAIN_TEXT, Kind.CODE: PLAIN_CODE, Kind.ID_NUMBER: PLAIN_ID, Kind.PHONE: PLAIN_MOBILE}
TOLD_APART = {str, float, int, date, datetime}
"""Types whose equal values mean the same. Not bool: True equals 1."""


@dataclass(slots=True)
class Checked:
    """One column of some rows. ``notes`` and ``faults`` by index of the row."""

    values: list[Any]
    notes: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)


class ColumnChecker:
    """Made once per file and column, then given the cells piece by piece; equal texts are judged once."""

    def __init__(self, column: Column, choices: Mapping[str, Any]) -> None:
        self.column = column
        self._read = reader_of(column, choices)
        self._seen: dict[Any, tuple[Any, str, str]] = {}
        self._keeps = column.kind not in PLAIN
        # Codes made of digits and one E look like 1.5E3 only with a point, which the plain pattern has not.
        looked_at = column.check is not None or column.tidy is not None or column.digits
        self._plain = None if looked_at else PLAIN.get(column.kind)

    def check(self, cells: Sequence[Cell]) -> Checked:
        done = self._in_one_stroke(cells)
        if done is not None:
            return done
        answer = Checked([None] * len(cells))
        seen = self._seen
        for row, cell in enumerate(cells):
            known = seen.get(cell) if type(cell) in TOLD_APART else None
            if known is None:
                known = self._judged(cell)
                if type(cell) in TOLD_APART and (self._keeps or len(seen) < 1_000):
                    seen[cell] = known
            answer.values[row], note, fault = known
            if note:
                answer.notes[row] = note
            if fault:
                answer.faults[row] = fault
        return answer

    def _in_one_stroke(self, cells: Sequence[Any]) -> Checked | None:
        """The cells themselves, when every one of them is a text that is plainly right."""
        pattern = self._plain
        if pattern is None:
            return self._known_already(cells)
        try:
            if not all(map(pattern.fullmatch, cells)) or max(map(len, cells), default=0) > self.column.longest:
                return None
        except TypeError:
            return None
        if self.column.kind is Kind.ID_NUMBER and not right_id_numbers(cells):
            return None
        return Checked(list(cells))

    def _known_already(self, cells: Sequence[Any]) -> Checked | None:
        """Choices, dates and years repeat: after the first rows each has been judged."""
        seen = self._seen
        if not set(map(type, cells)) <= TOLD_APART:
            return None
        for text in set(cells) - seen.keys():
            seen[text] = self._judged(text)
        known = [seen[text] for text in cells]
        answer = Checked([value for value, _, _ in known])
        for row, (_, note, fault) in enumerate(known):
            if note:
                answer.notes[row] = note
            if fault:
                answer.faults[row] = fault
        return answer

    def _judged(self, cell: Any) -> tuple[Any, str, str]:
        try:
            value, note = self._read(cell)
        except Wrong as wrong:
            return None, "", str(wrong)
        return value, note, ""


def right_id_numbers(cells: Sequence[str]) -> bool:
    """Whether 18-character ID numbers all have an existing date of birth and the right check digit. GB 11643-1999."""
    if not cells:
        return True
    digits = np.frombuffer("".join(cells).encode("ascii"), dtype=np.uint8).reshape(-1, 18)
    sums = (digits[:, :17].astype(np.int32) - 48) @ np.array(WEIGHTS, dtype=np.int32)
    wanted = np.frombuffer(CHECKS.encode(), dtype=np.uint8)[sums % 11]
    return bool((wanted == digits[:, 17]).all()) and all(map(_exists, {cell[6:14] for cell in cells}))


def _exists(born: str) -> bool:
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    return True
