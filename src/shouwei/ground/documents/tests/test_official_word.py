"""Word files of a paper: pages, fonts and numbering of GB/T 9704-2012, the same wording as the sheet, the same bytes each time."""

import hashlib
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from shouwei.ground.documents.official.document import OfficialDocument, Paragraph
from shouwei.ground.documents.official.sheet import sheet_of
from shouwei.ground.documents.official.word import to_docx
from shouwei.ground.documents.official.word_styles import PARAGRAPH_ORDER

from .official_samples import SAMPLES
from .test_official_pdf import digests_elsewhere, squeezed, texts


def opened(name: str) -> Document:
    return docx.Document(io.BytesIO(to_docx(SAMPLES[name]())))


def millimetres(length: int | None) -> int:
    return 0 if length is None else round(length / Mm(1))


def east_asian_font(style: Any) -> Any:
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_the_page_is_that_of_the_standard() -> None:
    section = opened("notification").sections[0]

    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [millimetres(side) for side in (section.page_width, section.page_height, *sides)] == [
        210,
        297,
        37,
        35,
        28,
        26,
    ]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert {key.rpartition("}")[2]: value for key, value in grid.attrib.items()} == {
        "type": "lines",
        "linePitch": "579",
    }


def test_fonts_and_sizes_are_those_of_the_standard() -> None:
    styles = opened("notification").styles

    found = {
        name: (east_asian_font(styles[name]), styles[name].font.size.pt)
        for name in ("公文标题", "公文正文", "公文页码")
    }
    ladder = [
        (east_asian_font(styles[f"Heading {level}"]), styles[f"Heading {level}"].font.size.pt) for level in (1, 2, 3, 4)
    ]
    assert found == {"公文标题": ("方正小标宋简体", 22), "公文正文": ("仿宋_GB2312", 16), "公文页码": ("宋体", 14)}
    assert ladder == [("黑体", 16), ("楷体_GB2312", 16), ("仿宋_GB2312", 16), ("仿宋_GB2312", 16)]
    assert styles["公文正文"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert styles["Normal"].paragraph_format.line_spacing == Pt(28.95)


def test_a_computer_without_the_fonts_is_told_what_to_take() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(SAMPLES["notification"]()))) as archive:
        table = archive.read("word/fontTable.xml").decode()

    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,' in table


def test_headings_are_real_headings_with_their_numbers() -> None:
    headings = [
        p.text
        for p in opened("notification").paragraphs
        if p.style and p.style.name and p.style.name.startswith("Heading")
    ]

    assert headings[:4] == ["一、总体情况", "（一）按时办结的事项", "（二）逾期和滞后的事项", "二、存在问题"]
    assert headings[-2:] == ["（2）确需调整时限的，应当在期满前提出申请。", "2.滞后事项"]


def test_odd_pages_are_numbered_right_and_even_pages_left() -> None:
    document = opened("notification")

    assert document.settings.odd_and_even_pages_header_footer is True
    sides = []
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        fields = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
        sides.append(
            (footer.paragraphs[0].text, footer.paragraphs[0].alignment.name, fields, footer.paragraphs[1].text)
        )
    facts = "快照 S000012　数据截至 2019年6月10日　来源：各成员单位填报，秘书处复核\t共 1 页"
    fields = ["PAGE", "NUMPAGES"]
    assert sides == [("　— 1 —　", "RIGHT", fields, facts), ("　— 1 —　", "LEFT", fields, facts)]


def test_tables_repeat_their_head_keep_rows_whole_and_merge() -> None:
    table = opened("notification").tables[0]

    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [table.cell(r, 2).text for r in range(5)] == [
        "责任单位",
        "东港职业学院",
        "东港职业学院",
        "南桥中等专业学校",
        "北岭技工学校",
    ]
    assert [table.cell(r, 4).text for r in range(1, 5)] == ["■ 逾期", "▲ 滞后", "△ 临期", "● 办结，提前10天"]


def test_the_form_merges_sideways_and_keeps_room_for_the_reply() -> None:
    table = opened("supervision_notice").tables[0]

    assert table.cell(3, 1).text == table.cell(3, 3).text
    assert [millimetres(row.height) for row in table.rows] == [0, 0, 14, 18, 22, 62, 30]


def test_an_annex_has_a_page_of_its_own_size() -> None:
    sizes = [(millimetres(s.page_width), millimetres(s.page_height)) for s in opened("dispatch").sections]

    assert sizes == [(210, 297), (297, 210)]


@pytest.mark.parametrize("name", SAMPLES)
def test_word_and_sheet_say_the_same(name: str) -> None:
    document = opened(name)

    body = document.element.body
    printed = squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))
    shown = [squeezed(text) for text in texts(sheet_of(SAMPLES[name]())["parts"])]
    assert [text for text in shown if text not in printed] == []


def test_the_same_paper_is_the_same_bytes_in_another_process() -> None:
    here = [hashlib.sha256(to_docx(SAMPLES[name]())).hexdigest() for name in sorted(SAMPLES)]

    assert digests_elsewhere("word", "to_docx") == here


@pytest.mark.parametrize("name", SAMPLES)
def test_paragraph_properties_stand_in_the_order_word_insists_on(name: str) -> None:
    document = opened(name)

    for root in (document.element, document.styles.element):
        for properties in root.iter(qn("w:pPr")):
            places = [PARAGRAPH_ORDER.index(child.tag.rpartition("}")[2]) for child in properties]
            assert places == sorted(places)


def test_characters_xml_cannot_carry_do_not_break_the_file() -> None:
    paper = OfficialDocument("题\x00目", body=(Paragraph("文\x0b本\ufffe"),))

    document = docx.Document(io.BytesIO(to_docx(paper)))

    assert [p.text for p in document.paragraphs] == ["题目", "文本"]
