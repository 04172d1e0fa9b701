"""Every hostile file gets the verdict that was written down for it, within the child's limits, and never a crash."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from tests.cast import Cast

from shouwei.core.sheets import SHEETS, Context
from shouwei.core.sheets.assembly import Assembled
from shouwei.core.verdict import Refused

from ..workflows.reading import read_rows
from .files import old_book
from .hostile import CASES, Case
from .hostile_more import MORE, hidden_row

ALL = CASES + MORE
SECONDS = 10.0
TALLY = {"reject": 64, "accept": 39, "row-error": 31, "normalise": 11}
"""The counts this suite stands for; a case that is dropped is seen here."""


def read(case: Case) -> tuple[dict[str, Any], Assembled]:
    sheet = case.sheet or SHEETS["calendar.holidays"]
    return read_rows(sheet, case.data, case.name, Context(None, date(2026, 4, 1)), lambda *told: None)


def verdict_of(case: Case) -> str:
    try:
        _, found = read(case)
    except Refused as refusal:
        return "reject" if str(refusal)[-1] in "。）" else f"refused without a sentence: {refusal}"
    return "row-error" if found.faults else "normalise" if found.notes else "accept"


def test_every_hostile_file_gets_its_verdict_in_time() -> None:
    found, slowest = {}, 0.0
    for case in ALL:
        begun = time.monotonic()
        found[case.kind, case.name] = verdict_of(case)
        slowest = max(slowest, time.monotonic() - begun)

    expected = {(case.kind, case.name): case.verdict for case in ALL}
    counts = Counter(case.kind for case in ALL)
    right = Counter(case.kind for case in ALL if found[case.kind, case.name] == case.verdict)
    print(f"hostile sheets: {right.total()} of {counts.total()} as written down; by class {dict(counts)}")
    assert found == expected
    assert (len(found), Counter(case.verdict for case in ALL)) == (len(ALL), TALLY)
    assert slowest < SECONDS


def test_a_hidden_row_is_read_aloud() -> None:
    about, found = read(Case("hidden", "row.xlsx", hidden_row(), "accept"))

    assert (about["notes"], len(found.rows)) == (
        ["有1行在表中是隐藏的（第2行），也已读入；不需要的请删除后重新上传。"],
        1,
    )


def test_a_column_nobody_asked_for_is_named_and_left() -> None:
    case = next(case for case in MORE if case.name == "assigned.xlsx")
    _, found = read(case)

    assert [unknown.heading for unknown in found.layout.unknown] == ["id", "is_superuser"]
    assert found.names == ("day", "name", "is_worked")


ROSTER = (
    "学校,学号,姓名,性别,出生日期,身份证号,层次,专业代码,专业名称,专业目录版本,年级,入学日期,生源类别\n"
    "北辰职业学校,2026001,林一,男,2010-09-01,11010519491231002X,中职,700206,汽车运用与维修,2021,2026,2026-09-01,应届初中\n"
    "北辰职业学校,2026002,林二,女,2010-09-02,11010519491231002X,中职,700206,汽车运用与维修,2021,2026,2026-09-01,应届初中\n"
    "南岭职业学校,2026003,赵三,男,2010-09-03,,中职,700206,汽车运用与维修,2021,2026,2026-09-01,应届初中\n"
    "北辰职业学校,2026004,林四,男,2025-09-03,,中职,700206,汽车运用与维修,2021,2026,2026-09-01,应届初中\n"
    "北辰职业学校,2026005,林五,女,2010-09-05,,中职,700206,汽车运用与维修,2021,2026,2026-09-01,应届初中\n"
)


@pytest.mark.django_db
def test_one_number_of_two_names_a_sisters_row_and_a_baby_are_refused_by_row(cast: Cast) -> None:
    _, found = read_rows(
        SHEETS["learners.students"],
        ROSTER.encode(),
        "名册.csv",
        Context(cast.lin, date(2026, 10, 1)),
        lambda *told: None,
    )

    names = found.names.index("name")
    refused = {(fault.row, fault.column) for fault in found.faults}
    assert [row[names] for row in found.rows] == ["林五"]
    assert refused == {(2, "id_number"), (3, "id_number"), (4, "school"), (5, "born_on")}
    assert {fault.said for fault in found.faults if fault.column == "id_number"} == {
        "这个身份证号在表中出现了2次，请核对各是哪名学生。"
    }


@pytest.mark.parametrize("name", ["名册.xls", "名册.et"])
def test_cells_in_error_of_an_old_workbook_are_refused_by_name(name: str) -> None:
    """The library reads them as empty: nothing of it may be stored as if it had been left out."""
    rows = [("日期", "名称", "休或班", "依据"), *((f"2031-10-0{day}", "国庆节", "休", "示例") for day in (1, 2, 3))]
    data = old_book(
        [*rows[:2], ("2031-10-02", "", "休", "示例"), ("2031-10-03", "国庆节", "休", "")],
        {(2, 1): 0x2A},
        {(3, 3): 0x07},
    )

    _, found = read(Case("values", name, data, "row-error"))

    assert len(found.rows) == 1
    assert [(fault.row, fault.column, fault.cell) for fault in found.faults] == [
        (3, "name", "#N/A"),
        (4, "source", "#DIV/0!"),
    ]


@pytest.mark.parametrize("cut", range(600, 5000, 97))
def test_a_damaged_old_workbook_is_refused_with_a_sentence(cut: int) -> None:
    whole = old_book([("日期", "名称", "休或班", "依据"), ("2031-10-01", "", "休", "示例")], {(1, 1): 0x2A}, {})

    assert verdict_of(Case("damaged", "名册.xls", whole[:cut] + whole[cut + 16 :], "reject")) in ("reject", "row-error")


def test_a_new_workbook_names_the_error_and_the_formula_not_worked_out() -> None:
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    page = workbook.add_worksheet("数据")
    for place, text in enumerate(("日期", "名称", "休或班", "依据")):
        page.write_string(0, place, text)
        page.write_string(1, place, ("2031-10-01", "国庆节", "休", "示例")[place])
        page.write_string(2, place, ("2031-10-02", "国庆节", "休", "示例")[place])
    page.write_formula(1, 1, "=NA()", None, "#N/A")
    page.write_formula(2, 3, "=A1", None, "")
    workbook.close()

    _, found = read(Case("values", "名册.xlsx", out.getvalue(), "row-error"))

    assert [(fault.row, fault.column, fault.cell) for fault in found.faults] == [
        (2, "name", "#N/A"),
        (3, "source", "#未算出"),
    ]
    assert "还没有算出结果" in found.faults[1].said
