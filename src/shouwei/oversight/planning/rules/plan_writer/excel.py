"""The plan, or its task table alone, as an Excel workbook: every cell text, nothing a spreadsheet would compute."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from ..plan_reader.draft import PlanDraft
from .layout import Column, Grid, grid_of, lines_of, printable

PAGE_WIDTH = 130  # characters across an A4 landscape page at the size we print
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that equal drafts give equal bytes
A4 = 9
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def plan_xlsx(draft: PlanDraft) -> bytes:
    """The whole paper on one sheet: its lines, then the task table."""
    return _book(lines_of(draft), draft.title, grid_of(draft, as_printed=True), "方案")


def task_table_xlsx(draft: PlanDraft) -> bytes:
    """The task table alone, A4 landscape, header frozen and repeated on every page."""
    title = f"{(draft.title or '').removesuffix('任务分解表')}任务分解表"
    return _book([title], title, grid_of(draft, as_printed=False), "任务分解表")


def _book(lines: list[str], title: str | None, grid: Grid, name: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(grid.columns):
        sheet.set_column(at, at, PAGE_WIDTH * column.width)
    _Sheet(book, sheet, grid).write(lines, title)
    book.close()
    return buffer.getvalue()


class _Sheet:
    def __init__(self, book: Any, sheet: Any, grid: Grid) -> None:
        self.sheet, self.grid = sheet, grid
        text = {"num_format": "@", "text_wrap": True, "valign": "vcenter", "font_name": "仿宋_GB2312", "font_size": 11}
        bordered = {**text, "border": 1}
        self.formats = {
            (framed, centred, quoted): book.add_format(
                {**(bordered if framed else text), "align": "center" if centred else "left", "quote_prefix": quoted}
            )
            for framed in (True, False)
            for centred in (True, False)
            for quoted in (True, False)
        }
        self.heading = book.add_format({**text, "bold": True, "font_size": 16, "align": "center"})
        self.header = book.add_format({**bordered, "bold": True, "align": "center"})

    def write(self, lines: list[str], title: str | None) -> None:
        last = len(self.grid.columns) - 1
        for row, line in enumerate(lines):
            form = self.heading if line == title else self._format(line, framed=False, centred=False)
            self._across(row, 0, last, line, form)
        top = len(lines)
        self._header(top)
        merged = {(row, column) for column, first, end in self.grid.merges for row in range(first, end + 1)}
        for number, cells in enumerate(self.grid.rows):
            self._row(top + 1 + number, number, cells, merged)
        for column, first, end in self.grid.merges:
            text = self.grid.rows[first][column]
            form = self._format(text, framed=True, centred=True)
            self.sheet.merge_range(top + 1 + first, column, top + 1 + end, column, "", form)
            self.sheet.write_string(top + 1 + first, column, printable(text), form)
        self.sheet.freeze_panes(top + 1, 0)
        self.sheet.repeat_rows(top)

    def _header(self, row: int) -> None:
        for column, about in enumerate(self.grid.columns):
            self.sheet.write_string(row, column, about.title, self.header)
        if self.grid.spanned:
            first, last = self.grid.spanned
            self.sheet.merge_range(row, first, row, last, self.grid.columns[first].title, self.header)

    def _row(self, row: int, number: int, cells: tuple[str, ...], merged: set[tuple[int, int]]) -> None:
        if number in self.grid.sections:
            self._across(row, 0, len(cells) - 1, cells[0], self._format(cells[0], framed=True, centred=False))
            return
        for column, text in enumerate(cells):
            if (number, column) not in merged:
                self._cell(row, column, text, self.grid.columns[column])

    def _cell(self, row: int, column: int, text: str, about: Column) -> None:
        form = self._format(text, framed=True, centred=about.centred)
        if text:
            self.sheet.write_string(row, column, printable(text), form)
        else:
            self.sheet.write_blank(row, column, None, form)

    def _across(self, row: int, first: int, last: int, text: str, form: Any) -> None:
        self.sheet.merge_range(row, first, row, last, "", form)
        self.sheet.write_string(row, first, printable(text), form)

    def _format(self, text: str, *, framed: bool, centred: bool) -> Any:
        """Text a spreadsheet might take for a formula is marked as quoted, also for those who save it as CSV later."""
        return self.formats[framed, centred, text.startswith(FORMULA_MARKS)]
