"""Excel workbooks: every visible sheet as a table, merged cells marked, dates and numbers as they are printed.

The sheets are measured by a streaming search before the library opens them: one stray cell in the last row, or fifty thousand
merges, stop it for minutes.
"""

from __future__ import annotations

import io
import re
import warnings
from datetime import date, datetime, time
from xml.parsers import expat

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries

from .container import Container
from .document import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Allowance,
    Block,
    Cell,
    Covered,
    Document,
    Paragraph,
    Table,
    Unreadable,
)
from .printed import as_printed

MOST_MERGES = 1_000
MOST_SHEETS = 30
MOST_FORMULA = 8_192
REFERENCE = re.compile(r"\$?([A-Z]{1,4})\$?(\d{1,9})")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
REMEDY = "请只保留任务分解表，复制到新工作簿后重新上传。"


def read_xlsx(container: Container) -> Document:
    """One table per visible sheet that holds anything; the sheet's name stands before it as a paragraph of its place."""
    sheets = [name for name in container.names if SHEET.match(name)]
    if len(sheets) > MOST_SHEETS:
        raise Unreadable(f"工作簿有{len(sheets)}张工作表，超过{MOST_SHEETS}张的上限。{REMEDY}")
    for name in sheets:
        _measure(container.read(name) or b"", name)
    allowance, blocks, notes = Allowance(), list[Block](), list[str]()
    for sheet in _opened(container).worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"工作表“{sheet.title}”是隐藏的，没有读取。")
            continue
        rows = _rows(sheet, allowance)
        if rows:
            blocks += _blocks(rows, f"工作表“{sheet.title}”")
    if not blocks:
        raise Unreadable("工作簿里没有内容。请检查工作表是否被隐藏或清空后重新上传。")
    return Document(tuple(blocks), "xlsx", notes=tuple(notes))


def _opened(container: Container) -> openpyxl.Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(container.data), data_only=True, keep_links=False)
    except Exception as error:  # the library raises whatever its parts raise
        raise Unreadable("Excel文件无法解析，可能已损坏。请用Excel打开，另存为.xlsx后重新上传。") from error


def _measure(xml: bytes, name: str) -> None:
    """Refuse a sheet whose references, merges or cells are more than a task table can have."""
    count = {"c": 0, "mergeCell": 0, "row": 0}

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local not in count:
            return
        count[local] += 1
        for reference in attributes.get("ref" if local == "mergeCell" else "r", "").split(":"):
            _check_reference(reference, name)
        if count["mergeCell"] > MOST_MERGES:
            raise Unreadable(f"“{name}”有超过{MOST_MERGES}处合并单元格。{REMEDY}")
        if count["c"] > MOST_CELLS or count["row"] > MOST_ROWS:
            raise Unreadable(f"“{name}”有超过{MOST_CELLS}个单元格或{MOST_ROWS}行。{REMEDY}")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)


def _check_reference(reference: str, name: str) -> None:
    if not reference or reference.isdecimal():
        row, column = int(reference[:10] or 1), 1
    else:
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise Unreadable(f"“{name}”里有无法识别的单元格位置“{reference[:20]}”。{REMEDY}")
        row, column = int(match[2]), _column(match[1])
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise Unreadable(f"“{name}”的内容延伸到{reference[:20]}，超过{MOST_ROWS}行、{MOST_COLUMNS}列的上限。{REMEDY}")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _rows(sheet: openpyxl.worksheet.worksheet.Worksheet, allowance: Allowance) -> list[list[Cell]]:
    place = f"工作表“{sheet.title}”"
    covered = {}
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(area.coord)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[row, column] = Covered.ABOVE if row > top else Covered.LEFT
        covered.pop((top, left), None)
    allowance.grid(sheet.max_row, sheet.max_column, place)
    rows = [
        [_cell(cell, covered.get((cell.row, cell.column), Covered.NO), allowance, place) for cell in row]
        for row in sheet.iter_rows()
    ]
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    width = max((n for row in rows for n, cell in enumerate(row, 1) if cell.text or cell.covered), default=0)
    return [row[:width] for row in rows]


def _cell(cell: object, covered: Covered, allowance: Allowance, place: str) -> Cell:
    if covered or isinstance(cell, MergedCell):
        return Cell("", covered or Covered.LEFT)
    value, number_format = getattr(cell, "value", None), getattr(cell, "number_format", "General")
    if value is None:
        return Cell("")
    if isinstance(value, bool | int | float | datetime | date | time):
        value = as_printed(value, number_format)
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return Cell(allowance.text(text, place))


def _blocks(rows: list[list[Cell]], place: str) -> list[Block]:
    """Rows above and below the grid that hold one text only (the title, the notes) are paragraphs; the rest is a table."""
    first, last = 0, len(rows)
    while first < last and _lone(rows[first]) is not None:
        first += 1
    while last > first and _lone(rows[last - 1]) is not None:
        last -= 1
    before = _as_paragraphs(rows[:first], 1, place)
    after = _as_paragraphs(rows[last:], last + 1, place)
    return [*before, *([Table(tuple(map(tuple, rows[first:last])), place)] if last > first else []), *after]


def _as_paragraphs(rows: list[list[Cell]], number: int, place: str) -> list[Paragraph]:
    return [
        Paragraph(line, f"{place}第{n}行")
        for n, row in enumerate(rows, number)
        for line in (_lone(row) or "").split("\n")
    ]


def _lone(row: list[Cell]) -> str | None:
    """The only text of a row that holds one text at its left edge, "" for an empty row, else None."""
    texts = [cell.text for cell in row if cell.text]
    if not texts:
        return ""
    return texts[0] if len(texts) == 1 and row[0].text else None
