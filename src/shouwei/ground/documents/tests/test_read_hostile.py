"""Files built to harm: each is refused with its sentence, in time and in the memory of the child."""

from __future__ import annotations

import io
import struct
import time
import warnings
import zipfile
from collections.abc import Callable

import pytest

from shouwei.ground.documents.reading.child import FAILED, MEMORY, SECONDS, TOO_LARGE, TOO_LONG, in_child, read_in_child
from shouwei.ground.documents.reading.container import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    OLE,
    check_container,
)
from shouwei.ground.documents.reading.document import Unreadable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def package(members: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def frame(main: str, kind: str) -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": f'<Types><Override PartName="/{main}" ContentType="{TYPES}.{kind}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{RELATION}" Target="{main}"/></Relationships>',
    }


def word(body: str, **more: bytes | str) -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    parts = {name.replace("__", "/"): content for name, content in more.items()}
    return package({**frame("word/document.xml", "wordprocessingml.document"), "word/document.xml": xml, **parts})


def workbook(sheet: str, rows: str = "") -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATION.rpartition("/")[0]}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION.rpartition("/")[0]}"><sheets>'
        '<sheet name="任务" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return package(
        {
            **frame("xl/workbook.xml", "spreadsheetml.sheet"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{sheet}</worksheet>',
        }
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(reference: str) -> str:
    row = "".join(c for c in reference if c.isdigit())
    return f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>任务</t></is></c></row>'


def with_doctype(subset: str, body: str) -> bytes:
    xml = f'<?xml version="1.0"?><!DOCTYPE w [{subset}]><w:document xmlns:w="{WORD}"><w:body>{paragraph(body)}</w:body></w:document>'
    return package({**frame("word/document.xml", "wordprocessingml.document"), "word/document.xml": xml})


def utf16_doctype() -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "b">]><w xmlns="{WORD}">&a;</w>'
    parts = frame("word/document.xml", "wordprocessingml.document")
    return package({**parts, "word/document.xml": xml.encode("utf-16")})


def lying_sizes() -> bytes:
    """The directory declares ten bytes for a member that unpacks to a hundred thousand."""
    data = bytearray(word(paragraph("甲" * 100_000)))
    at = data.find(b"PK\x01\x02", data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 60)
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def overlapping() -> bytes:
    """Two directory entries that point into the same bytes."""
    data = bytearray(package({**frame("word/document.xml", "wordprocessingml.document"), "word/document.xml": "<a/>"}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    offset = struct.unpack_from("<I", data, first + 42)[0]
    struct.pack_into("<I", data, second + 42, offset)
    return bytes(data)


def bad_checksum() -> bytes:
    parts = frame("word/document.xml", "wordprocessingml.document")
    return package({**parts, "word/document.xml": "<a>honest</a>"}, method=zipfile.ZIP_STORED).replace(
        b"honest", b"forged"
    )


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("word/link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def twice() -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")  # the library warns of what we build on purpose
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")
    return buffer.getvalue()


def bomb(name: str) -> bytes:
    return package({**frame("word/document.xml", "wordprocessingml.document"), name: b"0" * (LARGEST_UNPACKED + 1)})


NESTED = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("内层") + "</w:tc></w:tr></w:tbl>" * 60
SPAN = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
SPANNING = '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p/></w:tc>'
LAUGHS = '<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
)

HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "方案.docx", "文件是空的"),
    "only blanks": (lambda: b" \n" * 50, "方案.txt", "文件是空的"),
    "zip bomb in an image": (lambda: bomb("word/media/image1.png"), "方案.docx", "解压后超过96兆"),
    "zip bomb in a part": (lambda: bomb("word/styles.xml"), "方案.docx", "解压后超过96兆"),
    "part too large": (lambda: word(paragraph("甲" * 12_000_000)), "方案.docx", "超过32兆"),
    "lying sizes": (lying_sizes, "方案.docx", "已损坏"),
    "overlapping members": (overlapping, "方案.docx", "重叠"),
    "twenty thousand members": (
        lambda: package({f"word/{n}.xml": "" for n in range(20_000)}, method=zipfile.ZIP_STORED),
        "方案.docx",
        f"20000个部件，超过{MOST_MEMBERS}个",
    ),
    "truncated": (lambda: word(paragraph("一、任务"))[:-200], "方案.docx", "已损坏"),
    "bad checksum": (bad_checksum, "方案.docx", "已损坏"),
    "entity bomb": (lambda: with_doctype(LAUGHS, "&i;"), "方案.docx", "文档类型或实体声明"),
    "external entity": (
        lambda: with_doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "方案.docx",
        "文档类型或实体声明",
    ),
    "external document type": (
        lambda: with_doctype('<!ENTITY % d SYSTEM "http://127.0.0.1:9/d.dtd">%d;', "x"),
        "方案.docx",
        "文档类型或实体声明",
    ),
    "entity in UTF-16": (utf16_doctype, "方案.docx", "文档类型或实体声明"),
    "climbing out": (lambda: package({"word/../../evil.xml": "<a/>"}), "方案.docx", "不正当的路径"),
    "absolute path": (lambda: package({"/etc/cron.d/x": "x"}), "方案.docx", "不正当的路径"),
    "backslash path": (lambda: package({"word\\..\\x.xml": "<a/>"}), "方案.docx", "不正当的路径"),
    "symbolic link": (linked, "方案.docx", "含链接"),
    "one name twice": (twice, "方案.docx", "两个同名部件"),
    "names that differ by case": (
        lambda: package({"word/document.xml": "<a/>", "word/Document.xml": "<b/>"}),
        "方案.docx",
        "两个同名部件",
    ),
    "a program inside": (lambda: package({"setup.exe": b"MZ"}), "方案.docx", "不应有的部件"),
    "macros": (
        lambda: word(paragraph("甲"), word__vbaProject__bin=b"x").replace(b"vbaProject/bin", b"vbaProject.bin"),
        "方案.docx",
        "含有宏",
    ),
    "an ordinary archive": (lambda: package({"word/a.txt": "x"}), "方案.docx", "普通压缩包"),
    "grid span bomb": (lambda: word(SPAN.format(2**31 - 1)), "方案.docx", "跨2147483647列"),
    "negative span": (lambda: word(SPAN.format(-5)), "方案.docx", "跨-5列"),
    "many spans": (lambda: word("<w:tbl><w:tr>" + SPANNING * 50 + "</w:tr></w:tbl>"), "方案.docx", "超过64列"),
    "deep tables": (lambda: word(NESTED), "方案.docx", "表格套表格超过8层"),
    "deep elements": (lambda: word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "方案.docx", "嵌套超过200层"),
    "heap of attributes": (
        lambda: word("<w:p " + " ".join(f'a{n}="1"' for n in range(5000)) + "/>"),
        "方案.docx",
        "带有5000个属性",
    ),
    "too much text": (lambda: word(paragraph("甲乙丙丁" * 10) * 20_000), "方案.docx", "文字已超过30万字"),
    "endless table": (
        lambda: word("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 6_000 + "</w:tbl>"),
        "方案.docx",
        "超过5000行",
    ),
    "not XML": (lambda: word("<w:p>"), "方案.docx", "不是完整的XML"),
    "stray cell in the last row": (lambda: workbook("", cell("A1") + cell("A1048576")), "表.xlsx", "延伸到"),
    "row of 2^32": (lambda: workbook("", '<row r="4294967296"><c r="A4294967296"/></row>'), "表.xlsx", "超过"),
    "column AAAAAAA": (lambda: workbook("", cell("AAAAAAA1")), "表.xlsx", "无法识别的单元格位置"),
    "far column": (lambda: workbook("", cell("XFD1")), "表.xlsx", "延伸到XFD1"),
    "merge over the sheet": (
        lambda: workbook('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', cell("A1")),
        "表.xlsx",
        "延伸到XFD1048576",
    ),
    "fifty thousand merges": (
        lambda: workbook("<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 50_000 + "</mergeCells>", cell("A1")),
        "表.xlsx",
        "超过1000处合并单元格",
    ),
    "gigantic cell": (
        lambda: workbook("", f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"甲" * 700_000}</t></is></c></row>'),
        "表.xlsx",
        "文字已超过30万字",
    ),
    "an empty workbook": (lambda: workbook(""), "表.xlsx", "没有内容"),
    "encrypted": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "方案.docx", "设有打开密码"),
    "old Excel": (lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "表.xls", "旧版Excel文件"),
    "old something": (lambda: OLE + b"\0" * 600, "方案.doc", "无法识别这个旧版Office文件"),
    "Word named Excel": (lambda: word(paragraph("甲")), "表.xlsx", "内容却是Word文档"),
    "text named Word": (lambda: "一、任务".encode(), "方案.docx", "内容却不是这种文件"),
    "PDF": (lambda: b"%PDF-1.7\n" + b"x" * 100, "方案.docx", "PDF文件不能直接读取"),
    "RTF": (lambda: b"{\\rtf1 x}", "方案.doc", "RTF文件不能直接读取"),
    "web page": (lambda: b"<html><body>x</body></html>", "方案.doc", "这是网页或XML文件"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "方案.docx", "这是图片"),
    "binary noise": (lambda: bytes((n * 7919 + n // 251) % 256 for n in range(100_000)), "方案.txt", "不是文本"),
    "control characters": (lambda: b"\x01\x02\x03" * 3_000, "方案.txt", "不是文本"),
    "fifty megabytes in one line": (lambda: b"a" * 50 * 1024 * 1024, "方案.txt", "超过20兆的上限"),
    "nineteen megabytes in one line": (lambda: b"a" * 19 * 1024 * 1024, "方案.txt", "文字已超过30万字"),
    "broken UTF-16": (lambda: b"\xff\xfe" + b"\x00\xd8" * 99, "方案.txt", "出错"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_sentence_in_time(name: str) -> None:
    build, file_name, sentence = HOSTILE[name]
    data = build()
    began = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        read_in_child(data, file_name)

    assert sentence in str(refusal.value)
    assert str(refusal.value)[-1] in "。）"
    assert time.monotonic() - began < SECONDS + 1


def spin(data: bytes, name: str) -> None:
    while True:
        pass


def swell(data: bytes, name: str) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))


def crash(data: bytes, name: str) -> None:
    raise ZeroDivisionError


def test_memory_that_runs_out_ends_in_a_sentence() -> None:
    with pytest.raises(Unreadable) as refusal:
        in_child(swell, b"x", "方案.txt")

    assert str(refusal.value) == TOO_LARGE
    assert MEMORY == 512 * 1024 * 1024


def test_a_crash_in_the_child_ends_in_a_sentence() -> None:
    with pytest.raises(Unreadable) as refusal:
        in_child(crash, b"x", "方案.txt")

    assert str(refusal.value) == FAILED


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shouwei.ground.documents.reading.child.SECONDS", 1)
    began = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        in_child(spin, b"x", "方案.txt")

    assert str(refusal.value) == TOO_LONG
    assert time.monotonic() - began < 4


def test_the_gate_takes_an_honest_file() -> None:
    container = check_container(word(paragraph("一、任务")))

    assert (container.kind, container.main) == ("docx", "word/document.xml")
    assert container.read("word/nothing.xml") is None
    assert LARGEST_FILE == 20 * 1024 * 1024
