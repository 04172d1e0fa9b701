"""Files as people hand them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
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
