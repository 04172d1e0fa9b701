"""Cells in error in an old workbook (.xls, .et), which the library reads as empty.

Sources: MS-CFB 2.2 to 2.6 (the file as sectors in chains); MS-XLS 2.4.5, 2.4.10, 2.4.28, 2.4.127, 2.5.133 (BoundSheet8, BoolErr,
Formula and the value it keeps).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Sequence

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
IN_A_CELL, IN_A_FORMULA, SHEET, BEGIN, END = 0x0205, 0x0006, 0x0085, 0x0809, 0x000A
SUSPECT = re.compile(
    rb"\x05\x02\x08\x00.{7}\x01|\x06\x00.{8}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff", re.DOTALL
)
"""No workbook with an error is without these bytes; most have none, and need no walk."""
DAMAGED = (ValueError, LookupError, struct.error)
LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on are no sectors."""


def errors_in(data: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """Row (as in Excel) → column (from 0) → the error. Raises ``DAMAGED`` of this module when the file is."""
    book = _Container(data).stream()
    if SUSPECT.search(book) is None:
        return {}
    found: dict[int, dict[int, str]] = {}
    for kind, at, _ in _sheet_records(book, sheet):
        if kind == IN_A_CELL:
            row, column, _, code, is_error = struct.unpack_from("<HHHBB", book, at)
        elif kind == IN_A_FORMULA:
            row, column, _, result = struct.unpack_from("<HHH8s", book, at)
            code, is_error = result[2], result[0] == 2 and result[6:] == b"\xff\xff"
        else:
            continue
        if is_error and code in ERRORS:
            found.setdefault(row + 1, {})[column] = ERRORS[code]
    return found


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, at + 4, length
        at += 4 + length


def _sheet_records(book: bytes, sheet: str) -> Iterator[tuple[int, int, int]]:
    """The records of one sheet; charts within it have a beginning and an end of their own."""
    depth = 0
    for record in _records(book, _beginning(book, sheet)):
        depth += {BEGIN: 1, END: -1}.get(record[0], 0)
        if depth == 0:
            return
        yield record


def _beginning(book: bytes, sheet: str) -> int:
    for kind, at, length in _records(book, 0):
        if kind == END:
            break
        if kind == SHEET:
            beginning, _, is_wide = struct.unpack_from("<IHxB", book, at)
            name = book[at + 8 : at + length].decode("utf-16-le" if is_wide & 1 else "latin-1", errors="replace")
            if name == sheet:
                return int(beginning)
    raise ValueError(f"no sheet {sheet}")


class _Container:
    """The file as sectors in chains."""

    def __init__(self, data: bytes) -> None:
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise ValueError("sectors of no known size")
        self.data, self.size = data, 1 << shift
        self.table = self.numbers(self._sectors_of_table())

    def stream(self) -> bytes:
        """The workbook."""
        (directory,) = struct.unpack_from("<I", self.data, 48)
        smallest, small_table = struct.unpack_from("<II", self.data, 56)
        entries = dict(_entries(self.joined(_chain(directory, self.table))))
        start, length = entries.get("workbook") or entries["book"]
        if length >= smallest:
            return self.joined(_chain(start, self.table))[:length]
        small = self.joined(_chain(entries["root entry"][0], self.table))
        places = _chain(start, self.numbers(_chain(small_table, self.table)))
        return b"".join(small[place * 64 : place * 64 + 64] for place in places)[:length]

    def joined(self, sectors: Iterable[int]) -> bytes:
        return b"".join(self.data[(number + 1) * self.size : (number + 2) * self.size] for number in sectors)

    def numbers(self, sectors: Iterable[int]) -> list[int]:
        joined = self.joined(sectors)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4]))

    def _sectors_of_table(self) -> list[int]:
        """109 of them are named in the header, more in sectors whose last number names the next one."""
        found = list(struct.unpack_from("<109I", self.data, 76))
        further, count = struct.unpack_from("<II", self.data, 68)
        for _ in range(min(count, len(self.data) // self.size)):
            *more, further = self.numbers([further])
            found += more
        return [number for number in found if number < LAST_SECTOR]


def _chain(number: int, table: Sequence[int]) -> Iterator[int]:
    for _ in table:
        if number >= LAST_SECTOR:
            return
        yield number
        number = table[number]


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name, lower case → first sector and length."""
    for at in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", errors="replace").lower()
        yield name, struct.unpack_from("<II", directory, at + 116)
