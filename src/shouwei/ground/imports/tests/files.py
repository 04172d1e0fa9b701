"""Files as people hand them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from struct import pack
from typing import Any

import xlsxwriter

HEADINGS = ("日期", "名称", "休或班", "依据")
SOURCE = "示例通知〔2026〕1号"


def book(rows: Sequence[Sequence[Any]], *, title_rows: int = 0, **options: Any) -> bytes:
    """A workbook with one sheet. Dates are written as dates, texts as texts."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    page = workbook.add_worksheet("数据")
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for line in range(title_rows):
        page.write_string(line, 0, f"示例学校填报表 {line + 1}")
    for line, row in enumerate(rows, title_rows):
        for place, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif isinstance(value, str):
                page.write_string(line, place, value)
            elif value is not None:
                page.write(line, place, value)
    workbook.close()
    return out.getvalue()


def holidays(*rows: Sequence[Any], **options: Any) -> bytes:
    return book([HEADINGS, *rows], **options)


def old_book(
    rows: Sequence[Sequence[str]], errors: dict[tuple[int, int], int], formulas: dict[tuple[int, int], int]
) -> bytes:
    """A workbook as Excel 97 and WPS write it (.xls, .et): one sheet of texts, and cells in error by their codes (MS-XLS 2.5.10)."""

    def record(kind: int, body: bytes) -> bytes:
        return pack("<HH", kind, len(body)) + body

    def beginning(kind: int) -> bytes:
        return record(0x0809, pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    name = "数据"
    cells = b"".join(
        record(0x0204, pack("<HHHHB", line, place, 0, len(text), 1) + text.encode("utf-16-le"))
        for line, row in enumerate(rows)
        for place, text in enumerate(row)
        if text
    )
    for (line, place), code in errors.items():
        cells += record(0x0205, pack("<HHHBB", line, place, 0, code, 1))
    for (line, place), code in formulas.items():
        kept = pack("<BBBBHH", 2, 0, code, 0, 0, 0xFFFF)
        cells += record(0x0006, pack("<HHH", line, place, 0) + kept + pack("<HIH", 0, 0, 2) + bytes([0x1C, code]))
    size = pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0)
    sheet = beginning(0x0010) + record(0x0200, size) + cells + record(0x000A, b"")
    first = len(beginning(5)) + len(record(0x0085, bytes(8 + 2 * len(name)))) + 4
    named = record(0x0085, pack("<IHBB", first, 0, len(name), 1) + name.encode("utf-16-le"))
    return _in_container(beginning(5) + named + record(0x000A, b"") + sheet)


def _in_container(stream: bytes) -> bytes:
    """MS-CFB, version 3: sector 0 is the table, 1 the directory, from 2 on the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    last, free, of_table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    count = len(stream) // 512
    table = [of_table, last, *range(3, 2 + count), last]
    entry = [("Root Entry", 5, 1, last, 0), ("Workbook", 2, free, 2, len(stream))]
    directory = b"".join(
        (name.encode("utf-16-le")).ljust(64, b"\0")
        + pack("<HBBIII", 2 * len(name) + 2, kind, 1, free, free, child)
        + bytes(36)
        + pack("<IQ", start, length)
        for name, kind, child, start, length in entry
    ).ljust(512, b"\0")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += pack("<IIIIIIII", 1, 1, 0, 4096, last, 0, last, 0) + pack("<109I", 0, *[free] * 108)
    return head + pack("<128I", *table, *[free] * (128 - len(table))) + directory + stream
