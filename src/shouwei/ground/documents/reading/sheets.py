"""A sheet of many rows, for the import centre: .xlsx, .xls, .et and .csv as cells, piece by piece.

Runs in the child of ``sheet_child``, beside ``sheet_gate`` in the parent: whatever the library does with a hostile file, it does
within the child's limits, and its rows count only if the gate lets the file pass.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from shouwei.core.sheets.layout import SEARCHED, find_heading, plain_heading

from .container import OLE, ole_sentence
from .document import Unreadable
from .sheet_gate import MOST_MERGES, MOST_ROWS, MOST_SHEETS, SAVE, kind_of
from .text import decoded

MOST_COLUMNS = 300
MOST_CHARACTERS = 32_767
"""Of one cell, as in Excel."""
PIECE = 2_000
NO_HEADING = f"前{SEARCHED}行里没有找到标题行。请下载模板，把数据粘贴到模板里，标题行保持不变。"
Piece = dict[str, Any] | list[Any]


def read_sheet(data: bytes, name: str, known: Sequence[str]) -> Iterator[Piece]:
    """``known``: plain headings of the noun (``layout.known_headings``); the visible sheet that bears most of them is read.

    Yields ``{"kind", "sheet", "notes", "headings", "heading_row", "first_column", "merges", "rows"}`` and then
    ``[number of the first row, rows]``; numbers as printed in Excel, cells text, number, bool, date, datetime or "".
    Raises :class:`Unreadable`.
    """
    kind = kind_of(data, name)
    return _read_csv(data, known) if kind == "csv" else _read_book(data, kind, known)


def _read_book(data: bytes, kind: str, known: Sequence[str]) -> Iterator[Piece]:
    book = _opened(data)
    notes, titles = _visible(book)
    title, sheet, head = _chosen(book, titles, known, notes)
    merges = [[*start, *end] for start, end in sheet.merged_cell_ranges or ()]
    if len(merges) > MOST_MERGES:
        raise Unreadable(
            f"工作表“{title}”有{len(merges)}处合并单元格，超过{MOST_MERGES}处的上限。请取消合并后重新上传。"
        )
    rows = islice(sheet.iter_rows(), head, None)
    headings = next(rows)
    yield _about(title, notes, headings, head, sheet.start[1], merges, sheet.end[0] + 1, kind)
    yield from _pieces(rows, head + 2)


def _opened(data: bytes) -> Any:
    import python_calamine as calamine

    try:
        return calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise Unreadable("文件设有打开密码。请取消密码后重新上传。") from error
    except calamine.CalamineError as error:
        sentence = ole_sentence(data) if data.startswith(OLE) else "旧版Excel"
        damaged = f"Excel文件无法解析，可能已损坏。{SAVE}"
        raise Unreadable(damaged if "旧版Excel" in sentence else sentence) from error


def _about(
    sheet: str,
    notes: list[str],
    headings: list[Any],
    head: int,
    first: int,
    merges: list[list[int]],
    height: int,
    kind: str,
) -> dict[str, Any]:
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(f"标题行有{len(headings)}列，超过{MOST_COLUMNS}列的上限。请删除多余的列后重新上传。")
    if height - head > MOST_ROWS:
        raise Unreadable(
            f"表格有{height - head - 1}行，超过{MOST_ROWS}行的上限。请拆成几个文件，或删除末尾的空行后重新上传。"
        )
    return {
        "kind": kind,
        "sheet": sheet,
        "notes": notes,
        "headings": [str(cell) for cell in headings],
        "heading_row": head + 1,
        "first_column": first,
        "merges": merges,
        "rows": max(height - head - 1, 0),
    }


def _visible(book: Any) -> tuple[list[str], list[str]]:
    if len(book.sheet_names) > MOST_SHEETS:
        raise Unreadable(f"工作簿有{len(book.sheet_names)}张工作表，超过{MOST_SHEETS}张的上限。请只保留要导入的一张。")
    notes, sheets = [], []
    for sheet in book.sheets_metadata:
        if str(sheet.typ).rpartition(".")[2] != "WorkSheet":
            continue
        if str(sheet.visible).rpartition(".")[2] == "Visible":
            sheets.append(sheet.name)
        else:
            notes.append(f"工作表“{sheet.name}”是隐藏的，没有读取。")
    return notes, sheets


def _chosen(book: Any, sheets: list[str], known: Sequence[str], notes: list[str]) -> tuple[str, Any, int]:
    """The visible sheet whose heading row bears most known headings."""
    best: tuple[int, str, Any, int] | None = None
    wanted = set(known)
    for title in sheets:
        sheet = _sheet(book, title)
        if sheet.start is None:
            continue
        top = list(islice(sheet.iter_rows(), SEARCHED))
        head = find_heading(top, wanted)
        if head is None:
            continue
        hits = len({plain_heading(cell) for cell in top[head]} & wanted)
        if best is None or hits > best[0]:
            best = (hits, title, sheet, head)
    if best is None:
        raise Unreadable(NO_HEADING)
    notes += [f"工作表“{title}”不是这张表，没有读取。" for title in sheets if title != best[1]]
    return best[1:]


def _sheet(book: Any, title: str) -> Any:
    import python_calamine as calamine

    try:
        return book.get_sheet_by_name(title)
    except (calamine.CalamineError, ValueError) as error:
        raise Unreadable(f"工作表“{title}”无法解析，可能已损坏。{SAVE}") from error


def _pieces(rows: Iterator[list[Any]], number: int) -> Iterator[list[Any]]:
    while piece := list(islice(rows, PIECE)):
        yield [number, piece]
        number += len(piece)


def _read_csv(data: bytes, known: Sequence[str]) -> Iterator[Piece]:
    text, encoding = decoded(data)
    notes = [f"按{encoding}编码读取。"] if encoding != "UTF-8" else []
    declared = re.match(r"\s*sep=(.)\r?\n", text)
    if declared:
        text = text[declared.end() :]
    rows, head, delimiter = _split(text, declared[1] if declared else "", known)
    if delimiter != ",":
        notes.append(f"各列以{'制表符' if delimiter == chr(9) else f'“{delimiter}”'}分隔。")
    offset = 1 if declared else 0
    headings = rows[head]
    yield _about("", notes, list(headings), head + offset, 0, [], len(rows) + offset, "csv")
    yield from _pieces(iter(rows[head + 1 :]), head + offset + 2)


def _split(text: str, declared: str, known: Sequence[str]) -> tuple[list[list[str]], int, str]:
    """Rows by the delimiter under which the heading row is found. An unclosed quote would swallow rows: it is refused."""
    csv.field_size_limit(MOST_CHARACTERS)
    for delimiter in [declared] if declared else [",", "\t", ";"]:
        top = list(islice(_csv_rows(text[:200_000], delimiter, strict=False), SEARCHED))
        if find_heading(top, known) is None:
            continue
        try:
            rows = list(_csv_rows(text, delimiter, strict=True))
        except csv.Error as error:
            raise Unreadable(f"文本表格的引号没有成对，或一格超过{MOST_CHARACTERS}字。{SAVE}") from error
        head = find_heading(rows, known)
        if head is not None:
            return rows, head, delimiter
    raise Unreadable(NO_HEADING)


def _csv_rows(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    if "\0" in text:
        raise Unreadable(f"文件含有空字符，不是文本表格。{SAVE}")
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def as_json(value: Any) -> Any:
    """For the ``default`` of ``json.dumps``: days as ``{"d": ISO}``; a time of day as the text Excel shows."""
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)
