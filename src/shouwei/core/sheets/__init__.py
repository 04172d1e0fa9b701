"""Nouns that people keep in Excel. A room says what a row of its sheet is; the import centre does the rest.

A room writes ``sheets.py`` (named on its card; loaded when the house starts)::

    STAFF = register(
        Sheet(
            noun="people.staff",
            title="教职工名册",
            columns=(
                Column("number", "工号", Kind.CODE, required=True, example="T0001"),
                Column("name", "姓名", required=True, longest=50, example="王示例"),
                Column("hired_on", "入职日期", Kind.DATE, example="2019年9月1日"),
                Column("school", "所在学校", Kind.CHOICE, required=True, among=school_choices),
            ),
            key=("number",),
            store=Table(Staff, {"school": "school_id"}),
            opens=lambda identity: KEYS.holds(identity, "import_staff"),
            notes=("工号不重复；已有工号的行按本表更新。",),
        )
    )

What the room gets for it: template, upload, preview with errors by row and column, upsert by ``key``, receipt, undo for a day.
A cell left empty empties the field; a column left out of the file leaves the field alone. Values reach ``check``, ``check_rows``
and the store as Python values of the column's kind: text kinds ``str`` ("" when empty), others None when empty.
"""

from shouwei.core.sheets.column import Column, Kind, Words
from shouwei.core.sheets.sheet import SHEETS, Context, Fault, Key, Row, Rows, Sheet, Store, register

__all__ = ["SHEETS", "Column", "Context", "Fault", "Key", "Kind", "Row", "Rows", "Sheet", "Store", "Words", "register"]
