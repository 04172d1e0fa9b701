"""The wording both renderers share: numbers of headings, dates, places of cells, clean text."""

from datetime import date

import pytest

from shouwei.ground.documents.official.document import (
    Annex,
    Cell,
    Column,
    Foot,
    Heading,
    KeyFigure,
    KeyFigures,
    OfficialDocument,
    Paragraph,
    Row,
    Signature,
    Table,
)
from shouwei.ground.documents.official.figures import balanced
from shouwei.ground.documents.official.marks import DEFAULT_MARKS, LOOKS
from shouwei.ground.documents.official.sheet import chinese_number, clean, made_on, sheet_of


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九"), (100, "100")],
)
def test_numbers_in_chinese(value: int, words: str) -> None:
    assert chinese_number(value) == words


def test_headings_count_by_themselves_and_start_anew_under_a_higher_one() -> None:
    levels = [(1, None), (2, None), (3, None), (4, None), (4, None), (2, None), (3, None), (1, None), (2, None)]
    body = tuple(Heading(level, "题", number) for level, number in levels)

    blocks = sheet_of(OfficialDocument("通报", body=body))["parts"][0]["blocks"]

    numbers = ["一、", "（一）", "1.", "（1）", "（2）", "（二）", "1.", "二、", "（一）"]
    assert [block["text"] for block in blocks[1:]] == [f"{number}题" for number in numbers]


def test_a_given_number_is_printed_as_given_and_not_counted() -> None:
    body = (Heading(1, "附则", "第九章　"), Heading(1, "说明", ""), Heading(1, "要求"))

    blocks = sheet_of(OfficialDocument("通报", body=body))["parts"][0]["blocks"]

    assert [block["text"] for block in blocks[1:]] == ["第九章　附则", "说明", "一、要求"]


def test_there_is_no_fifth_level() -> None:
    with pytest.raises(ValueError, match="heading level 5 is not between 1 and 4"):
        Heading(5, "题")


@pytest.mark.parametrize(
    ("issuer", "indents"),
    [
        ("秘书处", (5.75, 4.0)),  # shorter than the date: the date four from the margin
        ("临江职业教育集团秘书处", (2.0, 4.25)),  # longer: the name two from the margin, the date centred beneath
    ],
)
def test_the_date_stands_under_the_middle_of_the_issuer(issuer: str, indents: tuple[float, float]) -> None:
    sheet = sheet_of(OfficialDocument("通报", signature=Signature(issuer, date(2019, 6, 12))))

    block = sheet["parts"][0]["blocks"][-1]
    assert (block["issuer_indent"], block["date_indent"]) == indents


def test_annexes_are_listed_and_labelled() -> None:
    one = OfficialDocument("通报", annexes=(Annex("情况\n统计表", ()),))
    two = OfficialDocument("通报", annexes=(Annex("甲表", ()), Annex("乙表", ())))

    assert sheet_of(one)["parts"][0]["blocks"][-1]["lines"] == [{"label": "附件：", "text": "情况统计表"}]
    assert sheet_of(two)["parts"][0]["blocks"][-1]["lines"] == [
        {"label": "附件：", "number": "1.", "text": "甲表"},
        {"label": "", "number": "2.", "text": "乙表"},
    ]
    assert [part["blocks"][0]["text"] for part in sheet_of(two)["parts"][1:]] == ["附件1", "附件2"]
    assert sheet_of(one)["parts"][1]["blocks"][0]["text"] == "附件"


def test_the_foot_says_snapshot_cut_off_and_source() -> None:
    foot = Foot("S000012", date(2019, 6, 1), "秘书处台账")

    assert (
        sheet_of(OfficialDocument("通报", foot=foot))["facts"]
        == "快照 S000012　数据截至 2019年6月1日　来源：秘书处台账"
    )
    assert sheet_of(OfficialDocument("通报"))["facts"] == ""


def test_the_day_of_a_paper_is_that_of_its_signature_then_of_its_figures() -> None:
    foot = Foot(cut_off=date(2019, 6, 1))

    assert made_on(OfficialDocument("通报", signature=Signature("甲", date(2019, 6, 2)), foot=foot)) == date(2019, 6, 2)
    assert made_on(OfficialDocument("通报", foot=foot)) == date(2019, 6, 1)
    assert made_on(OfficialDocument("通报")) == date(1980, 1, 1)


def test_text_loses_control_and_direction_marks_only() -> None:
    assert clean("甲\x00乙\u202e丙\u200b\r\n丁\t戊\ufffe“己”〔2019〕") == "甲乙丙\n丁 戊“己”〔2019〕"


def test_a_heatmap_shows_shape_letter_and_tint_and_explains_those_that_occur() -> None:
    cells = (Cell(state="done"), Cell(state="overdue"), Cell("逾12天", "overdue"), Cell("", ""), Cell(state="frozen"))
    table = Table(tuple(Column(str(n)) for n in range(5)), (Row(cells),), heat=True)

    block = sheet_of(OfficialDocument("表", body=(table,)))["parts"][0]["blocks"][1]

    assert [(cell["shape"], cell["text"], cell["tint"]) for cell in block["cells"]] == [
        ("●", "结", "D2EBD9"),
        ("■", "逾", "F8CFC9"),
        ("■", "逾12天", "F8CFC9"),
        ("", "", ""),
        ("", "f", "FFFFFF"),
    ]
    assert [item["text"] for item in block["legend"]] == ["逾　逾期", "结　办结", "f　frozen"]


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("state", LOOKS)
def test_a_state_is_readable_on_its_tint_and_on_white(state: str) -> None:
    look = LOOKS[state]

    contrasts = [(luminance(ground) + 0.05) / (luminance(look.ink) + 0.05) for ground in (look.tint, "FFFFFF")]
    assert min(contrasts) >= 4.5


def test_no_two_states_share_a_shape_or_a_letter() -> None:
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)
    assert len({mark.letter for mark in DEFAULT_MARKS}) == len(DEFAULT_MARKS) == len(LOOKS)


@pytest.mark.parametrize(("count", "per_row"), [(5, 3), (6, 3), (7, 4), (8, 4), (9, 3)])
def test_key_figures_stand_in_even_rows(count: int, per_row: int) -> None:
    assert balanced(count) == per_row


def test_four_key_figures_stand_in_one_row() -> None:
    figures = KeyFigures(tuple(KeyFigure(str(n), "1") for n in range(4)))

    block = sheet_of(OfficialDocument("表", body=(Paragraph("文"), figures)))["parts"][0]["blocks"][2]

    assert (block["per_row"], len(block["rows"])) == (4, 1)
