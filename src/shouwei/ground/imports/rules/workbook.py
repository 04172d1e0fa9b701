"""Workbooks people fill in: the template of a sheet, and the rows that came back, in one layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from shouwei.core.sheets import Column, Kind, Sheet
from shouwei.core.sheets.layout import ERROR_HEADING

PREPARED_ROWS = 5_000
"""Rows of the template that carry formats and dropdowns."""
LONGEST_LIST = 250
"""Characters a dropdown may list in the rule itself (Excel's limit is 255); longer ones stand on a sheet of their own."""
LISTS = "选项"
NOTES = "填写说明"
HOW: Mapping[Kind, str] = {
    Kind.TEXT: "文字，最多{longest}字。",
    Kind.CODE: "按文本填写，开头的0要保留。",
    Kind.ID_NUMBER: "18位身份证号，按文本填写；末位X大写。",
    Kind.PHONE: "11位手机号，或带区号的固定电话，按文本填写。",
    Kind.CREDIT_CODE: "18位统一社会信用代码，按文本填写。",
    Kind.DATE: "日期，如2019年6月1日、2019-06-01。",
    Kind.INTEGER: "整数，不带单位。",
    Kind.DECIMAL: "数字，最多{places}位小数，不带单位。",
    Kind.CHOICE: "从下拉列表中选择。",
}


@dataclass(frozen=True)
class Returned:
    """A row that comes back: cells by column name as they were, reasons by column name ("" for the row as a whole)."""

    number: int
    cells: Mapping[str, Any]
    reasons: Mapping[str, str]


def template(sheet: Sheet, choices: Mapping[str, Sequence[str]]) -> bytes:
    """``choices``: column name → words of its dropdown."""
    return _book(sheet, sheet.columns, choices, None)


def returned(
    sheet: Sheet, names: Sequence[str], choices: Mapping[str, Sequence[str]], rows: Sequence[Returned]
) -> bytes:
    """The refused rows in the template's layout, with an error column in front of nothing: it stands last, and is skipped on re-reading."""
    return _book(sheet, [sheet.by_name[name] for name in names], choices, rows)


def _book(
    sheet: Sheet, columns: Sequence[Column], choices: Mapping[str, Sequence[str]], rows: Sequence[Returned] | None
) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(_title(sheet.title))
    formats = _Formats(book)
    _head(book, page, columns, formats, with_errors=rows is not None)
    _notes(book, sheet, columns, choices, formats)
    _dropdowns(book, page, columns, choices, len(rows) if rows is not None else PREPARED_ROWS)
    if rows is None:
        for place, column in enumerate(columns):
            _write(page, 1, place, column.example, formats.example_of(column))
    else:
        for line, row in enumerate(rows, 1):
            _return(page, line, row, columns, formats)
    book.close()
    return out.getvalue()


class _Formats:
    def __init__(self, book: Any) -> None:
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter", "text_wrap": True}
        )
        self.need = book.add_format(
            {"bold": True, "bg_color": "#FCE4D6", "bottom": 1, "valign": "vcenter", "text_wrap": True}
        )
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.plain = book.add_format()
        self.wrong = book.add_format({"bg_color": "#FFC7CE", "num_format": "@"})
        self.wrong_day = book.add_format({"bg_color": "#FFC7CE", "num_format": "yyyy-mm-dd"})
        self.why = book.add_format({"font_color": "#9C0006", "text_wrap": True, "valign": "top"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.grey_text = book.add_format({"num_format": "@", "italic": True, "font_color": "#808080"})
        self.grey_day = book.add_format({"num_format": "yyyy-mm-dd", "italic": True, "font_color": "#808080"})

    def of(self, column: Column) -> Any:
        return self.text if column.kind.is_text else self.day if column.kind is Kind.DATE else self.plain

    def example_of(self, column: Column) -> Any:
        return self.grey_day if column.kind is Kind.DATE and isinstance(column.example, date) else self.grey_text


def _head(book: Any, page: Any, columns: Sequence[Column], formats: _Formats, *, with_errors: bool) -> None:
    page.set_row(0, 30)
    for place, column in enumerate(columns):
        page.set_column(place, place, _width(column), formats.of(column))
        mark = "*" if column.required else ""
        page.write_string(0, place, f"{column.heading}{mark}", formats.need if column.required else formats.head)
    if with_errors:
        page.set_column(len(columns), len(columns), 60, formats.why)
        page.write_string(0, len(columns), ERROR_HEADING, formats.head)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _notes(
    book: Any, sheet: Sheet, columns: Sequence[Column], choices: Mapping[str, Sequence[str]], formats: _Formats
) -> None:
    page = book.add_worksheet(NOTES)
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 8)
    page.set_column(2, 2, 18)
    page.set_column(3, 3, 80)
    page.write_string(0, 0, f"{sheet.title}填写说明", formats.title)
    key = "、".join(sheet.by_name[name].heading for name in sheet.key)
    general = (
        f"以“{key}”识别同一条记录：已有的更新，没有的新增。",
        "橙色标题为必填。标题行请保持不变；第一行灰色示例不会被导入，可以删除。",
        "空单元格表示清空该项；整列删除表示该列保持不变。",
        *sheet.notes,
    )
    for line, text in enumerate(general, 2):
        page.write_string(line, 0, f"{line - 1}. {text}")
    top = len(general) + 3
    for place, text in enumerate(("列", "必填", "内容", "要求")):
        page.write_string(top, place, text, formats.head)
    for line, column in enumerate(columns, top + 1):
        how = HOW[column.kind].format(longest=column.longest, places=column.places)
        words = choices.get(column.name, ())
        listed = f"可选：{'、'.join(words[:20])}{'等' if len(words) > 20 else ''}。" if words else ""
        cells = (column.heading, "是" if column.required else "", column.kind.value, f"{how}{listed}{column.note}")
        for place, text in enumerate(cells):
            page.write_string(line, place, text, formats.wrap)


def _dropdowns(
    book: Any, page: Any, columns: Sequence[Column], choices: Mapping[str, Sequence[str]], last: int
) -> None:
    lists = None
    used = 0
    for place, column in enumerate(columns):
        words = list(choices.get(column.name, ()))
        area = (1, place, max(last, 1), place)
        if words:
            source: Any = words
            if len(",".join(words)) > LONGEST_LIST or any("," in word for word in words):
                lists = lists or book.add_worksheet(LISTS)
                for line, word in enumerate(words):
                    lists.write_string(line, used, word)
                letter = xlsxwriter.utility.xl_col_to_name(used)
                source, used = f"={LISTS}!${letter}$1:${letter}${len(words)}", used + 1
            page.data_validation(*area, {"validate": "list", "source": source, "error_title": column.heading[:32], "error_message": "请从下拉列表中选择。"})  # fmt: skip
        elif column.kind is Kind.INTEGER and column.least is not None and column.most is not None:
            page.data_validation(*area, {"validate": "integer", "criteria": "between", "minimum": column.least, "maximum": column.most, "error_message": f"请填写{column.least}至{column.most}之间的整数。"})  # fmt: skip
    if lists is not None:
        lists.hide()


def _return(page: Any, line: int, row: Returned, columns: Sequence[Column], formats: _Formats) -> None:
    for place, column in enumerate(columns):
        reason, value = row.reasons.get(column.name, ""), row.cells.get(column.name)
        # A day written as text would come back as the bare number Excel keeps for it.
        wrong = formats.wrong_day if isinstance(value, date) else formats.wrong
        _write(page, line, place, value, wrong if reason else formats.of(column))
        if reason:
            page.write_comment(line, place, reason, {"x_scale": 2})
    headings = {column.name: column.heading for column in columns}
    said = [f"{headings[name]}：{text}" if name in headings else text for name, text in row.reasons.items()]
    page.write_string(line, len(columns), f"原第{row.number}行。{' '.join(said)}", formats.why)


def _write(page: Any, line: int, place: int, value: Any, form: Any) -> None:
    """Texts as texts, never as formulas or links."""
    if value in (None, ""):
        page.write_blank(line, place, None, form)
    elif isinstance(value, bool):
        page.write_string(line, place, "是" if value else "否", form)
    elif isinstance(value, date):
        page.write_datetime(line, place, value if isinstance(value, datetime) else datetime(value.year, value.month, value.day), form)  # noqa: DTZ001  # fmt: skip
    elif isinstance(value, int | float):
        page.write_number(line, place, value, form)
    else:
        page.write_string(line, place, str(value)[:32_767], form)


def _width(column: Column) -> float:
    if column.width:
        return column.width
    longest = max(_measure(column.heading) + 2, _measure(str(column.example)))
    return min(max(longest + 2, 10), 40)


def _measure(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _title(text: str) -> str:
    """Names of worksheets: 31 characters, none of Excel's own signs."""
    return "".join(c for c in text if c not in "[]:*?/\\'")[:31] or "数据"
