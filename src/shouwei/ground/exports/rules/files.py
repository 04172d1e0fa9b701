"""Rows as files: a streamed workbook, CSV, a paper in Word or PDF, and a pack of them. No cell of ours ever runs as a formula."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from shouwei.ground.documents.official.document import (  # fmt: skip
    Cell,
    Column,
    Foot,
    Numbering,
    OfficialDocument,
    Page,
    Paragraph,
    Row,
    Table,
)
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.official.word import to_docx
from shouwei.ground.documents.steady_zip import steady_zip

RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full width too."""
FORBIDDEN_IN_CELLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
ROWS_A_SHEET = 1_000_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """What every format prints. ``facts``: lines above the table: filter, count, who and when."""

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    facts: Sequence[str]
    made_on: date


def is_formula_like(text: str) -> bool:
    return text.startswith(RUNS)


def cell_of(value: Any) -> Any:
    """A value a cell can hold: text without control characters, number, day, or ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal | date):
        return value
    return str(value).translate(FORBIDDEN_IN_CELLS)[:32_000]


def to_xlsx(contents: Contents, rows: Iterable[Sequence[Any]], progress: Progress = lambda done: None) -> bytes:
    """Row by row onto the disk: memory does not grow with the rows."""
    with tempfile.TemporaryDirectory(prefix="shouwei-export-") as folder:
        path = Path(folder) / "list.xlsx"
        book = xlsxwriter.Workbook(
            path, {"constant_memory": True, "tmpdir": folder, "default_date_format": "yyyy-mm-dd"}
        )
        book.set_properties({"title": contents.title, "created": datetime(contents.made_on.year, contents.made_on.month, contents.made_on.day)})  # noqa: DTZ001  # fmt: skip
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#DCE6F1"}),
            "text": book.add_format({"num_format": "@"}),
            "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "bold": book.add_format({"bold": True, "font_size": 14}),
        }
        page = _page(book, contents, formats)
        top = len(contents.facts) + 2
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                _write(page, top + number - 1, place, cell_of(value), formats)
            if number % 500 == 0:
                progress(number)
        book.close()
        return path.read_bytes()


def _page(book: Any, contents: Contents, formats: dict[str, Any]) -> Any:
    page = book.add_worksheet("清单")
    for place, (heading, width) in enumerate(zip(contents.headings, contents.widths, strict=True)):
        page.set_column(place, place, width or max(_measure(heading) + 4, 10))
    page.write_string(0, 0, contents.title, formats["bold"])
    for line, fact in enumerate(contents.facts, 1):
        page.write_string(line, 0, fact)
    top = len(contents.facts) + 1
    for place, heading in enumerate(contents.headings):
        page.write_string(top, place, heading, formats["head"])
    page.freeze_panes(top + 1, 1)
    page.set_landscape()
    page.set_paper(8 if len(contents.headings) > 10 else 9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&C第 &P 页 共 &N 页")
    return page


def _write(page: Any, line: int, place: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        page.write_string(line, place, f"{value:%Y-%m-%d %H:%M:%S}", formats["text"])
    elif isinstance(value, date):
        page.write_datetime(line, place, value, formats["day"])
    elif isinstance(value, int | float | Decimal) and abs(float(value)) < 10**15:
        page.write_number(line, place, value)
    elif value != "":
        text = str(value)
        page.write_string(line, place, text, formats["quoted" if is_formula_like(text) else "text"])


def to_csv(contents: Contents, rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads it right; what could run is led by an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(contents.headings)
    for row in rows:
        writer.writerow([_csv_cell(cell_of(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and is_formula_like(value) else value


def paper_of(contents: Contents, rows: Iterable[Sequence[Any]]) -> OfficialDocument:
    columns = tuple(Column(heading, max(width, _measure(heading), 6)) for heading, width in zip(contents.headings, contents.widths, strict=True))  # fmt: skip
    table = Table(columns, tuple(Row(tuple(Cell(_printed(cell_of(value))) for value in row)) for row in rows))
    wide = len(contents.headings)
    page = Page.A4 if wide <= 5 else Page.A4_LANDSCAPE if wide <= 9 else Page.A3_LANDSCAPE
    facts = tuple(Paragraph(fact, indent=False) for fact in contents.facts)
    return OfficialDocument(
        title=contents.title,
        kind="清单",
        body=(*facts, table),
        numbering=Numbering.OF_TOTAL,
        page=page,
        foot=Foot(cut_off=contents.made_on),
    )


def _printed(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)


def packed(contents: Contents, rows: Sequence[Sequence[Any]]) -> bytes:
    """The list as workbook and CSV, what it is, and the check sums."""
    book, text = to_xlsx(contents, rows), to_csv(contents, rows)
    said = "\r\n".join([contents.title, *contents.facts, "以“'”开头的单元格是为了不被当作公式执行。", ""]).encode(
        "utf-8-sig"
    )
    members = [("清单.xlsx", book), ("清单.csv", text), ("说明.txt", said)]
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in members).encode()
    return steady_zip([*members, ("SHA256SUMS", sums)], on=contents.made_on)


MAKERS: dict[str, Callable[[Contents, Iterable[Sequence[Any]], Progress], bytes]] = {
    "xlsx": to_xlsx,
    "docx": lambda contents, rows, progress: to_docx(paper_of(contents, rows)),
    "pdf": lambda contents, rows, progress: to_pdf(paper_of(contents, rows)),
    "zip": lambda contents, rows, progress: packed(contents, list(rows)),
}


def _measure(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
