"""The gate for sheets of many rows: what kind of file, how it unpacks, how far its cells reach; and what the library would hide.

Only searches bytes, with literal patterns: sixty megabytes of a hundred thousand rows pass in under a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from xml.parsers import expat

from shouwei.core.sheets.cells import ERRORS, NOT_KNOWN

from .container import LARGEST_FILE, OLE, ZIP, Container, check_container
from .document import Unreadable
from .old_book import DAMAGED, errors_in

LARGEST_PART = 90 * 1024 * 1024
MOST_ROWS = 200_000
MOST_MERGES = 1_000
SPARE_ROWS = 100
"""Titles above and remarks below."""
MOST_SHEETS = 30
SAVE = "请用Excel或WPS打开，另存为.xlsx后重新上传。"
KINDS = {
    "xlsx": (".xlsx", ".xltx", ".et", ".ett"),
    "xls": (".xls", ".xlt", ".et", ".ett"),
    "csv": (".csv", ".txt", ".tsv", ""),
}
NAMES = {"xlsx": "Excel工作簿（.xlsx）", "xls": "旧版Excel工作簿（.xls）", "csv": "文本（.csv）"}
AT_SIGHT = (
    (b"%PDF", "PDF文件"),
    (b"{\\rtf", "RTF文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"\x7fELF", "程序"),
    (b"MZ", "程序"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
)
WEB = (b"<!doctype", b"<html", b"<?xml", b"<script", b"<svg", b"<table", b"mime-version:")
FAR = re.compile(rb' r="(?:[A-Z]{3}|[a-z]|[A-Z]{0,2}\d{7})')
IN_ERROR = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt=["']e["'][^>]*>)"""
    rb"""(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?(?:\s*<(?:\w+:)?v>([^<]*)<)?"""
)
NOT_WORKED_OUT = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*>)\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s(?=[^>]*\bhidden=["'](?:1|true|on)["'])[^>]*?\br=["'](\d+)["']""")
HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\s[^>]*\bhidden=["'](?:1|true|on)["']""")
REFERENCE = re.compile(rb"""\br=["']([A-Za-z]{1,2})(\d{1,6})["']""")


@dataclass(frozen=True)
class Passed:
    """A file the gate lets through. ``container`` is None for .xls and .csv."""

    kind: str
    data: bytes
    notes: tuple[str, ...] = ()
    container: Container | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    def xml(self, sheet: str) -> bytes:
        """The sheet as it stands in the workbook; nothing for .xls and .csv."""
        return self.container.read_large(self.parts.get(sheet, "")) if self.container else b""

    def broken(self, sheet: str, xml: bytes) -> dict[int, dict[int, str]]:
        """As ``broken_cells``, whatever the kind; ``xml`` is the sheet's."""
        if self.kind != "xls":
            return broken_cells(xml)
        try:
            return errors_in(self.data, sheet)
        except DAMAGED as error:
            raise Unreadable(f"文件不完整，可能已损坏。{SAVE}") from error


def weigh_sheet(data: bytes, name: str) -> Passed:
    """Raises :class:`Unreadable` with the sentence why the file is not taken."""
    kind = kind_of(data, name)
    if kind != "xlsx":
        return Passed(kind, data)
    container = check_container(data, LARGEST_PART)
    if container.kind != "xlsx":
        raise Unreadable(f"这是Word文档，不是表格。{SAVE}")
    sheets = [part for part in container.names if part.lower().startswith("xl/worksheets/") and part.endswith(".xml")]
    if len(sheets) > MOST_SHEETS:
        raise Unreadable(f"工作簿有{len(sheets)}张工作表，超过{MOST_SHEETS}张的上限。请只保留要导入的一张。")
    for part in sheets:
        _measure(container.read_large(part), part.rpartition("/")[2])
    book = container.read(container.main) or b""
    notes = ("工作簿采用1904年起算的日期系统，日期已按该系统读取，请核对。",) if _is_1904(book) else ()
    return Passed(kind, data, notes, container, _sheet_parts(container, book))


def kind_of(data: bytes, name: str) -> str:
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的。请检查文件后重新上传。")
    if len(data) > LARGEST_FILE:
        most = LARGEST_FILE // 1048576
        raise Unreadable(f"文件有{len(data) / 1048576:.0f}兆，超过{most}兆的上限。请拆成几个文件后重新上传。")
    for magic, what in AT_SIGHT:
        if data.startswith(magic):
            raise Unreadable(f"这是{what}，不是表格。{SAVE}")
    if data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB):
        raise Unreadable(f"这是网页或XML文件，只是扩展名像表格。{SAVE}")
    kind = "xlsx" if data.startswith(ZIP) else "xls" if data.startswith(OLE) else "csv"
    suffix = PurePath(name).suffix.lower()
    if suffix not in KINDS[kind]:
        right = KINDS[kind][0]
        raise Unreadable(
            f"文件名以“{suffix[:10]}”结尾，内容却是{NAMES[kind]}。请确认文件，把扩展名改为{right}后重新上传。"
        )
    return kind


def _sheet_parts(container: Container, book: bytes) -> dict[str, str]:
    """Title of a sheet → name of its part."""
    related = container.related(container.main)
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id" and k != "sheetId"), "")
            if relation in related:
                found[attributes.get("name", "")] = related[relation][1]

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(book, True)
    return found


def _measure(xml: bytes, part: str) -> None:
    """Refuse a cell in the last row, twenty thousand columns, a heap of merges."""
    if b" r='" in xml:
        xml = xml.replace(b"'", b'"')
    if far := FAR.search(xml):
        place = far[0].decode(errors="replace")[4:]
        raise Unreadable(
            f"“{part}”在很远的位置（{place}…）还有内容或格式。请删除数据以外的行和列，或复制到新工作簿后重新上传。"
        )
    if sum(map(xml.count, (b"mergeCell ", b"mergeCell\n", b"mergeCell\t"))) > MOST_MERGES:
        raise Unreadable(f"“{part}”有超过{MOST_MERGES}处合并单元格。请取消合并后重新上传。")
    if sum(map(xml.count, (b"<row ", b":row ", b"<row>", b"<row/"))) > MOST_ROWS + SPARE_ROWS:
        raise Unreadable(f"“{part}”超过{MOST_ROWS}行的上限。请拆成几个文件，或删除末尾的空行后重新上传。")


def _is_1904(xml: bytes) -> bool:
    return re.search(rb"""date1904=["'](1|true|on)["']""", xml) is not None


def hidden_lines(xml: bytes) -> list[str]:
    """A sentence where rows or columns are hidden: they are read like the others, and who sent them may not have meant it."""
    if b"hidden=" not in xml:
        return []
    rows = [match[1].decode() for match in HIDDEN_ROW.finditer(xml)]
    said = []
    if rows:
        named = "、".join(rows[:3]) + ("等" if len(rows) > 3 else "")
        said.append(f"有{len(rows)}行在表中是隐藏的（第{named}行），也已读入；不需要的请删除后重新上传。")
    if HIDDEN_COLUMN.search(xml):
        said.append("有隐藏的列，也已读入；不需要的请删除后重新上传。")
    return said


def broken_cells(xml: bytes) -> dict[int, dict[int, str]]:
    """Row (as in Excel) → column (from 0) → what stands there: an error, or a formula never worked out. The library reads both as empty."""
    found: dict[int, dict[int, str]] = {}
    for tag, text in _broken_tags(xml):
        if place := REFERENCE.search(tag):
            column = 0
            for letter in place[1].upper():
                column = column * 26 + letter - 64
            found.setdefault(int(place[2]), {})[column - 1] = text
    return found


def _broken_tags(xml: bytes) -> Iterator[tuple[bytes, str]]:
    if b'"e"' in xml or b"'e'" in xml:
        for match in IN_ERROR.finditer(xml):
            said = (match[2] or b"").decode(errors="replace").strip()
            yield match[1], said if said in ERRORS else "#VALUE!"
    if b"<f" in xml or b":f" in xml:
        for match in NOT_WORKED_OUT.finditer(xml):
            yield match[1], NOT_KNOWN
