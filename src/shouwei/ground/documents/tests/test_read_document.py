"""Honest files: merged cells, generated numbers, dates as printed, encodings."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from shouwei.ground.documents.reading.child import read_in_child, read_pasted_in_child
from shouwei.ground.documents.reading.document import Cell, Covered, Document, Paragraph, Table, Unreadable, padded
from shouwei.ground.documents.reading.printed import as_printed
from shouwei.ground.documents.reading.read import read_document
from shouwei.ground.documents.reading.text import decoded, read_pasted

ABOVE, LEFT = Cell("", Covered.ABOVE), Cell("", Covered.LEFT)


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]  # Word document or workbook, both have it
    return buffer.getvalue()


def test_a_merged_text_stands_once_and_its_other_cells_are_marked() -> None:
    document = docx.Document()
    document.add_paragraph("任务分解表")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((("序号", "任务", ""), ("1", "甲", "修订规划"), ("2", "", "开发课程"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 1).merge(table.cell(2, 1))

    read = read_document(saved(document), "方案.docx")

    assert read.blocks == (
        Paragraph("任务分解表", "第1段"),
        Table(
            (
                (Cell("序号"), Cell("任务"), LEFT),
                (Cell("1"), Cell("甲"), Cell("修订规划")),
                (Cell("2"), ABOVE, Cell("开发课程")),
            ),
            "第1个表格",
        ),
    )


def numbered(document: object, number_format: str, text: str, start: int = 1) -> int:
    """A list definition of one level in the document; its number."""
    root = document.part.numbering_part.element  # type: ignore[attr-defined]  # the library carries no types
    key = str(900 + len(root.findall(qn("w:num"))))
    abstract, level = OxmlElement("w:abstractNum"), OxmlElement("w:lvl")
    abstract.set(qn("w:abstractNumId"), key)
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", str(start)), ("w:numFmt", number_format), ("w:lvlText", text)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    root.insert(0, abstract)
    num, link = OxmlElement("w:num"), OxmlElement("w:abstractNumId")
    num.set(qn("w:numId"), key)
    link.set(qn("w:val"), key)
    num.append(link)
    root.append(num)
    return int(key)


def add_numbered(document: object, text: str, key: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()  # type: ignore[attr-defined]  # no types
    about = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", str(key))):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        about.append(child)
    properties.append(about)


def test_numbers_that_word_generates_are_part_of_the_text() -> None:
    document = docx.Document()
    sections = numbered(document, "chineseCounting", "%1、")
    points = numbered(document, "decimal", "%1.", start=10)
    for text, key in (("目标", sections), ("任务", sections), ("修订规划", points), ("开发课程", points)):
        add_numbered(document, text, key)

    read = read_document(saved(document), "方案.docx")

    assert [block.text for block in read.blocks if isinstance(block, Paragraph)] == [
        "一、目标",
        "二、任务",
        "10.修订规划",
        "11.开发课程",
    ]


def test_a_sheet_keeps_merges_dates_and_numbers_as_printed() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    sheet.append(["任务分解表"])
    sheet.append(["序号", "任务", "完成时限", "比例"])
    sheet.append([1, "修订规划", date(2019, 12, 1), 0.7])
    sheet.append([2, None, date(2019, 10, 31), None])
    sheet["C3"].number_format, sheet["C4"].number_format = "yyyy.mm", 'yyyy"年"m"月"d"日"'
    sheet["D3"].number_format = "0%"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B3:B4")
    book.create_sheet("草稿").sheet_state = "hidden"

    read = read_document(saved(book), "方案.xlsx")

    assert read.blocks == (
        Paragraph("任务分解表", "工作表“任务”第1行"),
        Table(
            (
                (Cell("序号"), Cell("任务"), Cell("完成时限"), Cell("比例")),
                (Cell("1"), Cell("修订规划"), Cell("2019.12"), Cell("70%")),
                (Cell("2"), ABOVE, Cell("2019年10月31日"), Cell("")),
            ),
            "工作表“任务”",
        ),
    )
    assert read.notes == ("工作表“草稿”是隐藏的，没有读取。",)


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (2.5, "General", "2.5"),
        (0.705, "0.0%", "70.5%"),
        (1234567, "#,##0", "1,234,567"),
        (date(2019, 12, 5), 'yyyy"年"m"月"', "2019年12月"),
        (date(2019, 12, 5), "[$-804]yyyy/m/d;@", "2019/12/5"),
        (date(2019, 12, 5), "General", "2019年12月5日"),
        (True, "General", "是"),
    ],
)
def test_values_read_as_the_sheet_shows_them(value: int | float | date, number_format: str, printed: str) -> None:
    assert as_printed(value, number_format) == printed


@pytest.mark.parametrize(
    ("codec", "mark", "shown"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("gb18030", b"", "GB18030"),
    ],
)
def test_the_encoding_is_found_and_said(codec: str, mark: bytes, shown: str) -> None:
    text = "一、主要任务\r\n1.修订规划。\n\n2.开发课程（㐂𠮷）。"

    read = read_document(mark + text.encode(codec), "方案.txt")

    assert read.encoding == shown
    assert [block.text for block in read.blocks if isinstance(block, Paragraph)] == [
        "一、主要任务",
        "1.修订规划。",
        "",
        "2.开发课程（㐂𠮷）。",
    ]


@given(st.text("一二三任务，。\n abc１２（）", min_size=30))
def test_what_utf8_wrote_utf8_reads(text: str) -> None:
    assert decoded(text.encode()) == (text, "UTF-8")


def test_the_child_returns_the_same_document() -> None:
    data = "任务\t责任\n修订\t教务处".encode("gb18030")

    assert read_in_child(data, "方案.txt") == read_document(data, "方案.txt")
    assert read_pasted_in_child("一、任务") == read_pasted("一、任务")


def test_a_document_survives_json() -> None:
    table = Table(padded([[Cell("甲")], [ABOVE, LEFT]]), "第1个表格")
    document = Document((Paragraph("一", "第1段"), table), "docx", "", ("说明。",))

    assert Document.from_json(document.as_json()) == document


def test_nothing_pasted_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_pasted(" \n")

    assert str(refusal.value) == "没有文字。请先复制方案全文（包括任务分解表），再粘贴。"


def test_an_old_word_file_without_libreoffice_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")

    with pytest.raises(Unreadable) as refusal:
        read_in_child(old, "方案.doc")

    assert str(refusal.value) == (
        "这是旧版Word文件（.doc），本机没有安装LibreOffice，无法直接读取。请用Word或WPS打开，另存为.docx后重新上传。"
    )


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
WITH_A_TABLE = OLD_WORD + "序号\a任务\a责任部门\a时限\a\a".encode("utf-16-le")
BOOK = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "http://www.oasis-open.org/docbook/xml/4.1.2/docbookx.dtd">
<book><chapter><title/><para>
示例清单
</para><para><informaltable>
<tgroup cols='3'><colspec colwidth='86.40pt'/><colspec colwidth='172.80pt'/><colspec colwidth='86.40pt'/><tbody>
<row><entry>序号
</entry><entry>任务
</entry><entry>责任部门
</entry></row></tbody></tgroup>
<tgroup cols='4'><colspec colwidth='86.40pt'/><colspec colwidth='86.40pt'/><colspec colwidth='86.39pt'/><colspec colwidth='86.40pt'/><tbody>
<row><entry>1
</entry><entry>章程
</entry><entry>修订
报批
</entry><entry>秘书处
</entry></row></tbody></tgroup></informaltable></para></chapter></book>
"""


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **scripts: str) -> None:
    """Programs of the machine, played by scripts; nothing else is installed."""
    for name, script in scripts.items():
        program = folder / name
        program.write_text(f"#!{sys.executable}\n{script}", "utf8")
        program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(folder / name) if name in scripts else None)


def libreoffice(paper: bytes) -> str:
    return f"import sys, pathlib\npathlib.Path(sys.argv[-2], 'plan.docx').write_bytes({paper!r})\n"


def word(*, table: bool) -> bytes:
    paper = docx.Document()
    paper.add_paragraph("示例清单")
    if table:
        paper.add_table(1, 1).cell(0, 0).text = "序号"
    return saved(paper)


def test_an_old_word_file_is_read_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch, soffice=libreoffice(word(table=True)))

    document = read_in_child(WITH_A_TABLE, "方案.doc")

    assert document.kind == "doc"
    assert document.notes == ("旧版.doc文件由LibreOffice转换后读取，请核对版式。",)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table"]


def test_tables_that_libreoffice_lost_are_read_by_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antiword = f"import sys\nsys.stdout.buffer.write({BOOK!r}.encode())\n"
    programs(tmp_path, monkeypatch, soffice=libreoffice(word(table=False)), antiword=antiword)

    document = read_in_child(WITH_A_TABLE, "方案.doc")

    assert document.notes == ("旧版.doc文件由antiword转换后读取，请核对版式。",)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "示例清单",
        "序号\t任务\t\t责任部门",
        '1\t章程\t"修订',
        '报批"\t秘书处',
    ]


def test_lost_tables_that_nobody_can_read_are_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch, soffice=libreoffice(word(table=False)))

    with pytest.raises(Unreadable) as refusal:
        read_in_child(WITH_A_TABLE, "方案.doc")

    assert str(refusal.value) == (
        "这是旧版Word文件（.doc），本机的LibreOffice转换时丢失了其中的表格。请用Word或WPS打开，另存为.docx后重新上传。"
    )


def test_a_letter_without_tables_needs_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch, soffice=libreoffice(word(table=False)))

    assert read_in_child(OLD_WORD, "来函.doc").kind == "doc"
