"""One file of each kind of trouble, made on the spot, with the verdict it must get. Classes after the design's list of hostile files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shouwei.core.sheets import Sheet

from .files import SOURCE, book, holidays

GOOD = (date(2031, 10, 1), "国庆节", "休", SOURCE)
CSV = "日期,名称,休或班,依据\n2031-10-01,国庆节,休,示例\n"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Case:
    kind: str
    name: str
    data: bytes
    verdict: str
    """reject, row-error, normalise (accepted with a note) or accept."""
    sheet: Sheet | None = None
    """None: the table of holidays."""


def changed(part: str, change: Callable[[bytes], bytes], data: bytes = b"") -> bytes:
    """A good workbook with one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or holidays(GOOD))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            contents = old.read(member)
            new.writestr(member, change(contents) if member == part else contents)
    return out.getvalue()


def with_part(name: str, contents: bytes) -> bytes:
    out = io.BytesIO(holidays(GOOD))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, contents)
    return out.getvalue()


def cell(reference: str) -> Callable[[bytes], bytes]:
    row = "".join(c for c in reference if c.isdecimal()) or "1"
    added = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    return lambda xml: xml.replace(b"</sheetData>", added)


def entity(xml: bytes) -> bytes:
    return xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet', 1)


def merges(xml: bytes) -> bytes:
    areas = b"".join(b'<mergeCell ref="F%d:G%d"/>' % (n, n) for n in range(1, 1_102))
    return xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>")


def deep(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b"</sheetData>" + b"<x>" * 5_000 + b"</x>" * 5_000)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(holidays(GOOD))) as old:
            for member in old.namelist():
                archive.writestr(member, old.read(member))
        archive.writestr("xl/media/zeros.bin", b"\0" * (100 * 1024 * 1024))
    return out.getvalue()


def row(*values: object) -> bytes:
    return holidays(values)


CASES = (
    Case("confusion", "web.xls", b"<html><table><tr><td>x</td></tr></table></html>", "reject"),
    Case("confusion", "xml.xls", b'<?xml version="1.0"?><Workbook/>', "reject"),
    Case("confusion", "a.xls", holidays(GOOD), "reject"),
    Case("confusion", "a.csv", holidays(GOOD), "reject"),
    Case("confusion", "a.et", holidays(GOOD), "accept"),
    Case("confusion", "a.xlsx", b"MZ\x90\0 program", "reject"),
    Case("damaged", "cut.xlsx", holidays(GOOD)[:-200], "reject"),
    Case("damaged", "xml.xlsx", changed(SHEET, lambda xml: xml[:-30]), "reject"),
    Case("damaged", "quote.csv", (CSV + '2031-10-02,"国庆节,休,\n').encode(), "reject"),
    Case("damaged", "ragged.csv", (CSV + "2031-10-02,国,庆,休,示例,x\n").encode(), "row-error"),
    Case("damaged", "ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "reject"),
    Case("encoding", "gb.csv", CSV.encode("gb18030"), "accept"),
    Case("encoding", "u16.csv", CSV.encode("utf-16"), "accept"),
    Case("encoding", "bom.csv", CSV.encode("utf-8-sig"), "accept"),
    Case("encoding", "nul.csv", CSV.replace("示例", "示\0例").encode(), "reject"),
    Case("bomb", "bomb.xlsx", bomb(), "reject"),
    Case("bomb", "many.xlsx", with_part("xl/x/", b""), "accept"),
    Case("entities", "xxe.xlsx", changed(SHEET, entity), "reject"),
    Case("nesting", "deep.xlsx", changed(SHEET, deep), "reject"),
    Case("dialect", "semicolon.csv", CSV.replace(",", ";").encode(), "accept"),
    Case("dialect", "sep.csv", ("sep=\t\n" + CSV.replace(",", "\t")).encode(), "accept"),
    Case("path", "climb.xlsx", with_part("../evil.xml", b"x"), "reject"),
    Case("path", "double.xlsx", with_part("XL/Workbook.xml", b"<x/>"), "reject"),
    Case("grid", "last_row.xlsx", changed(SHEET, cell("A1048576")), "reject"),
    Case("grid", "far_column.xlsx", changed(SHEET, cell("AAAAAAA1")), "reject"),
    Case("grid", "row_2_32.xlsx", changed(SHEET, cell("A4294967296")), "reject"),
    Case("grid", "merges.xlsx", changed(SHEET, merges), "reject"),
    Case("values", "formula.csv", CSV.replace("示例", "=cmd|' /C calc'!A0").encode(), "row-error"),
    Case("values", "date_twice.xlsx", holidays(GOOD, GOOD), "row-error"),
    Case("values", "text_date.xlsx", row("２０３１年１０月１日", "国庆节", "休", ""), "normalise"),
    Case("values", "no_such_day.xlsx", row("2031-02-30", "国庆节", "休", ""), "row-error"),
    Case("values", "serial.xlsx", row(48122, "国庆节", "休", ""), "row-error"),
    Case("values", "bidi.xlsx", row(GOOD[0], "国\u202e庆节", "休", ""), "normalise"),
    Case("values", "script.xlsx", row(GOOD[0], "<script>alert(1)</script>", "休", ""), "accept"),
    Case("values", "sql.xlsx", row(GOOD[0], "'; DROP TABLE x; --", "休", ""), "normalise"),
    Case("values", "long.xlsx", row(GOOD[0], "国" * 5_000, "休", ""), "row-error"),
    Case("values", "1904.xlsx", holidays(GOOD, date_1904=True), "accept"),
    Case("business", "two_headings.xlsx", book([("日期", "名称", "名称", "休或班"), (GOOD[0], "国庆节", "国庆节", "休")]), "reject"),
    Case("business", "no_heading.xlsx", book([("甲", "乙"), ("1", "2")]), "reject"),
    Case("layout", "titles.xlsx", holidays(GOOD, title_rows=6), "accept"),
    Case("layout", "totals.xlsx", holidays(GOOD, ("合计", 1, None, None)), "accept"),
    Case("hidden", "macro.xlsx", with_part("xl/vbaProject.bin", b"x"), "reject"),
    Case("hidden", "virus.csv", (CSV + "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode(), "reject"),
    Case("control", "good.xlsx", holidays(GOOD), "accept"),
)  # fmt: skip
