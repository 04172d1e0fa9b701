"""Cells: accepted as they stand, normalised and said, or refused; the fast way and the slow way agree; a template reads back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwei.core.sheets import Column, Context, Kind, Sheet
from shouwei.core.sheets.assembly import assemble, shown
from shouwei.core.sheets.cells import CHECKS, WEIGHTS, Wrong, reader_of
from shouwei.core.sheets.checking import ColumnChecker
from shouwei.core.sheets.layout import find_heading, known_headings, lay_out, letters

DAY = date(2019, 6, 1)
SEXES = {"男": "m", "女": "f"}


def read(kind: Kind, cell: Any, **more: Any) -> tuple[Any, str]:
    """Value and note, or None and the refusal."""
    try:
        return reader_of(Column("x", "列", kind, **more), more.get("choices", {}))(cell)
    except Wrong as wrong:
        return None, f"!{wrong}"


def id_number(first: str) -> str:
    return first + CHECKS[sum(w * int(d) for w, d in zip(WEIGHTS, first, strict=True)) % 11]


GOOD_ID = id_number("34081119990101001")


@pytest.mark.parametrize(
    ("kind", "cell", "value", "note"),
    [
        (Kind.TEXT, "安庆", "安庆", ""),
        (Kind.TEXT, "\u3000安庆 ", "安庆", "去掉了首尾空格"),
        (Kind.TEXT, "'安庆", "安庆", "去掉了开头的撇号"),
        (Kind.TEXT, "安\u200b庆", "安庆", "去掉了看不见的字符"),
        (Kind.TEXT, "甲\n乙", "甲 乙", "单元格内换行改为空格"),
        (Kind.TEXT, 61.0, "61", "数字读作文字“61”"),
        (Kind.CODE, "Ａ００１", "A001", "全角改为半角“A001”"),
        (Kind.CODE, 13900001234.0, "13900001234", "数字读作文字“13900001234”"),
        (Kind.ID_NUMBER, GOOD_ID, GOOD_ID, ""),
        (Kind.PHONE, "139-0000-1234", "13900001234", "去掉了空格、短横或区号前缀"),
        (Kind.PHONE, "+86 13900001234", "13900001234", "去掉了空格、短横或区号前缀"),
        (Kind.PHONE, "0556-5500000", "0556-5500000", ""),
        (Kind.DATE, DAY, DAY, ""),
        (Kind.DATE, datetime(2019, 6, 1, 8, 30), DAY, "去掉了时刻08:30"),  # noqa: DTZ001
        (Kind.DATE, "2019年6月1日", DAY, ""),
        (Kind.DATE, "2019.6.1", DAY, "读作2019年6月1日"),
        (Kind.DATE, "2019年６月1日", DAY, "读作2019年6月1日"),
        (Kind.DATE, 20190601.0, DAY, "读作2019年6月1日"),
        (Kind.DATE, "2019-06-01", DAY, ""),
        (Kind.INTEGER, 61.0, 61, ""),
        (Kind.INTEGER, "1,234", 1234, "文字读作数字1234"),
        (Kind.INTEGER, "2026", 2026, ""),
        (Kind.INTEGER, "02026", 2026, "文字读作数字2026"),
        (Kind.DECIMAL, 0.1 + 0.2, Decimal("0.30"), ""),
        (Kind.CHOICE, " 男 ", "m", "去掉了首尾空格"),
    ],
)
def test_what_is_taken_and_what_is_said(kind: Kind, cell: Any, value: Any, note: str) -> None:
    assert read(kind, cell, choices=SEXES) == (value, note)


def test_a_text_with_one_way_of_being_kept_is_brought_into_it_aloud() -> None:
    checker = ColumnChecker(Column("x", "列", tidy=str.lower), {})

    done = checker.check(["abc", "ABC", ""])

    assert (done.values, done.notes, done.faults) == (["abc", "abc", ""], {1: "读作“abc”"}, {})


@pytest.mark.parametrize(
    ("kind", "cell", "part"),
    [
        (Kind.ID_NUMBER, 3.40811199901010e17, "后几位已经变成0"),
        (Kind.ID_NUMBER, "3.40811E+17", "科学记数法"),
        (Kind.ID_NUMBER, GOOD_ID[:17] + ("1" if GOOD_ID[17] != "1" else "2"), "校验位不符"),
        (Kind.ID_NUMBER, id_number("34081119990231001"), "出生日期不存在"),
        (Kind.ID_NUMBER, "340811990101001", "15位旧身份证号"),
        (Kind.CODE, 1e17, "第15位以后"),
        (Kind.CODE, "1.2E+10", "科学记数法"),
        (Kind.PHONE, "1390000123", "不是11位手机号"),
        (Kind.DATE, 43617.0, "不能断定是哪一天"),
        (Kind.DATE, "19年6月1日", "年份要四位"),
        (Kind.DATE, "2019-02-29", "不存在"),
        (Kind.DATE, "1899-12-31", "不在1900年3月至2199年之间"),
        (Kind.INTEGER, "12人", "只填数字"),
        (Kind.INTEGER, 1.5, "应为整数"),
        (Kind.DECIMAL, "1.234", "最多2位小数"),
        (Kind.TEXT, "=1+1", "像是公式"),
        (Kind.TEXT, "#REF!", "公式出错"),
        (Kind.TEXT, "#未算出", "还没有算出结果"),
        (Kind.TEXT, "a\x00b", "控制字符"),
        (Kind.CHOICE, "男性", "是不是“男”？"),
        (Kind.CREDIT_CODE, "91340800MA2N000000", "校验位不符"),
    ],
)
def test_what_is_refused_and_why(kind: Kind, cell: Any, part: str) -> None:
    value, said = read(kind, cell, choices=SEXES)

    assert value is None
    assert said.startswith("!")
    assert part in said


CELLS = st.one_of(
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18).map(float),
    st.booleans(),
    st.dates(),
    st.none(),
    st.sampled_from([GOOD_ID, "13900001234", "2019年6月1日", "男", "", "２０１９．６．１", "\x01x"]),
)


@given(cells=st.lists(CELLS, max_size=12), kind=st.sampled_from(list(Kind)))
@settings(max_examples=300, deadline=None)
def test_the_fast_way_gives_what_the_slow_way_gives(cells: list[Any], kind: Kind) -> None:
    column = Column("x", "列", kind, longest=20)
    found = ColumnChecker(column, SEXES).check(cells)

    for place, cell in enumerate(cells):
        try:
            expected = (*reader_of(column, SEXES)(cell), "")
        except Wrong as wrong:
            expected = (None, "", str(wrong))
        assert (found.values[place], found.notes.get(place, ""), found.faults.get(place, "")) == expected


@given(text=st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_text_is_never_changed_without_a_word(text: str) -> None:
    value, said = read(Kind.TEXT, text)

    assert value is None or value == text or said or not text.strip()


@given(day=st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_a_day_written_in_words_reads_back(day: date) -> None:
    assert read(Kind.DATE, shown(day))[0] == day


@given(first=st.text("0123456789", min_size=17, max_size=17))
def test_one_wrong_digit_is_always_noticed(first: str) -> None:
    right = id_number(first)
    wrong = str((int(right[10]) + 1) % 10)

    assert read(Kind.ID_NUMBER, right[:10] + wrong + right[11:])[0] is None


class Nowhere:
    """A store that holds nothing."""

    def current(self, keys: Any, names: Any, context: Any) -> dict[Any, Any]:
        return {}

    def write(self, rows: Any, context: Any) -> None: ...

    def remove(self, keys: Any, context: Any) -> dict[Any, str]:
        return {}

    def out_of_reach(self, keys: Any, context: Any) -> list[Any]:
        return []


SHEET = Sheet(
    noun="tests.people",
    title="名册",
    columns=(
        Column("number", "学号", Kind.CODE, required=True, example="S001"),
        Column("name", "姓名", required=True, aliases=("学生姓名",), example="王示例"),
        Column("sex", "性别", Kind.CHOICE, choices=SEXES),
    ),
    key=("number",),
    store=Nowhere(),
    opens=lambda identity: True,
)


def assembled(headings: list[str], rows: list[list[Any]], merges: list[list[int]] | None = None) -> Any:
    about = {"headings": headings, "heading_row": 1, "first_column": 0, "merges": merges or [], "rows": len(rows)}
    return assemble(SHEET, about, [(2, rows)], Context(None, DAY))


def test_headings_are_found_under_titles_and_named_when_strange() -> None:
    rows = [["示例学校", "", ""], ["填报", "", ""], ["学 号*", "学生姓名：", "姓别"]]

    layout = lay_out(SHEET.columns, rows[2])

    assert find_heading(rows, known_headings(SHEET.columns)) == 2
    assert layout.places == {"number": 0, "name": 1}
    assert [unknown.sentence for unknown in layout.unknown] == [
        "第C列“姓别”没有读取：是不是“性别”？改成这个标题后重新上传即可读取。"
    ]
    assert [letters(place) for place in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_merged_cells_are_filled_down_and_said() -> None:
    found = assembled(
        ["学号", "姓名", "性别"], [["S1", "甲", "男"], ["S2", "乙", ""], ["S3", "丙", "女"]], [[1, 2, 2, 2]]
    )

    assert found.rows == [("S1", "甲", "m"), ("S2", "乙", "m"), ("S3", "丙", "f")]
    assert [(note.row, note.column, note.said) for note in found.notes] == [(3, "sex", "合并单元格，取第2行的内容")]


def test_blank_rows_the_example_and_totals_are_left_out_the_latter_aloud() -> None:
    found = assembled(["学号", "姓名"], [["S001", "王示例"], ["", ""], ["S2", "乙"], ["合计", "1"]])

    assert found.rows == [("S2", "乙")]
    assert [(skipped.row, skipped.said) for skipped in found.skipped] == [
        (2, "与模板的示例行相同，没有读取。"),
        (5, "以“合计”开头，像是合计行，没有读取。"),
    ]
