"""The rest of the list of hostile files: containers that lie, dialects of Excel, bombs of every part, values of every kind.

Objects, links and rules inside a workbook are accepted: nothing but its cells is read, and the file is handed to nobody.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence

from shouwei.core.sheets import Column, Kind, Sheet
from shouwei.core.sheets.table import Table
from shouwei.ground.calendar.models import Holiday

from .files import book, holidays
from .hostile import CSV, GOOD, SHEET, Case, changed, with_part

MEMBERS = Sheet(
    noun="tests.members",
    title="示例名册",
    columns=(
        Column("number", "编号", Kind.CODE, required=True, digits=6),
        Column("name", "姓名", required=True, longest=40),
        Column("id_number", "身份证号", Kind.ID_NUMBER),
        Column("phone", "手机号", Kind.PHONE),
        Column("count", "人数", Kind.INTEGER, least=0, most=9_999),
        Column("share", "占比", Kind.DECIMAL, least=0, most=100),
        Column("day", "日期", Kind.DATE),
    ),
    key=("number",),
    store=Table(Holiday, key=("day",)),
    opens=lambda identity: True,
    list_url="calendar:holidays",
)
"""A sheet with a column of every kind; it is only read."""
HEADINGS = tuple(column.heading for column in MEMBERS.columns)
ID = "11010519491231002X"


def member(**values: object) -> bytes:
    """A workbook with one person of :data:`MEMBERS`; what is not named is fine."""
    fine: dict[str, object] = {"number": "000123", "name": "林示例"}
    return book([HEADINGS, [{**fine, **values}.get(column.name) for column in MEMBERS.columns]])


def repacked(change: Callable[[list[tuple[zipfile.ZipInfo, bytes]]], list[tuple[zipfile.ZipInfo, bytes]]]) -> bytes:
    """A good workbook with its list of members changed."""
    with zipfile.ZipFile(io.BytesIO(holidays(GOOD))) as old:
        members = change([(info, old.read(info)) for info in old.infolist()])
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for info, contents in members:
            new.writestr(info, contents)
    return out.getvalue()


def added(name: str, contents: bytes, mode: int = 0) -> bytes:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return repacked(lambda members: [*members, (info, contents)])


def without(part: str) -> bytes:
    return repacked(lambda members: [(info, data) for info, data in members if info.filename != part])


def directory(place: int, form: str, change: Callable[[int], int], nth: int = 0) -> bytes:
    """A good workbook with one number of its directory changed, at ``place`` of the ``nth`` entry."""
    data = bytearray(holidays(GOOD))
    at = -1
    for _ in range(nth + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into(form, data, at + place, change(struct.unpack_from(form, data, at + place)[0]))
    return bytes(data)


def overlapping() -> bytes:
    data = bytearray(holidays(GOOD))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 1)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def zip64_lie() -> bytes:
    """The directory says: see the long form, and there is none."""
    return directory(24, "<I", lambda _: 0xFFFFFFFF)


def stored_with(old: bytes, new: bytes) -> bytes:
    """A part changed behind the back of its checksum."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(holidays(GOOD))) as book_, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
        for info in book_.infolist():
            plain.writestr(info.filename, book_.read(info))
    return out.getvalue().replace(old, new)


def many_members() -> bytes:
    return repacked(lambda members: [*members, *((zipfile.ZipInfo(f"xl/media/{n}.png"), b"") for n in range(20_000))])


def two_tales() -> bytes:
    """What stands before a member names another file than the directory does: two readers see two books."""
    data = bytearray(holidays(GOOD))
    at = data.index(b"xl/worksheets/sheet1.xml")
    data[at : at + 24] = b"xl/worksheets/sheet9.xml"
    return bytes(data)


def text(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda xml: re.sub(old.encode(), new.encode(), xml, count=1)


def behind_data(xml: str) -> bytes:
    """The sheet with something behind its rows."""
    return changed(SHEET, text("</sheetData>", f"</sheetData>{xml}"))


def doctype(part: str, subset: str, codec: str = "") -> bytes:
    """A part with a document type; in another encoding it passes readers that look for the letters."""

    def change(xml: bytes) -> bytes:
        said = xml.decode()
        said = re.sub(r"(<\?xml[^>]*\?>)?\s*(<[A-Za-z])", rf"<!DOCTYPE x [{subset}]>\2", said, count=1)
        return said.encode(codec) if codec else said.encode()

    return changed(part, change)


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
DTD = '<!ENTITY % d SYSTEM "http://127.0.0.1:9/d.dtd">%d;'
STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def strict() -> bytes:
    """As Excel saves "Strict Open XML"."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def change(members: list[tuple[zipfile.ZipInfo, bytes]]) -> list[tuple[zipfile.ZipInfo, bytes]]:
        return [
            (
                info,
                data.replace(STRICT[0].encode(), STRICT[1].encode()).replace(
                    relations.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
                ),
            )
            for info, data in members
        ]

    return repacked(change)


def prefixed() -> bytes:
    """Every element of the sheet with a prefix, as other programmes write."""

    def change(xml: bytes) -> bytes:
        said = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml)
        return said.replace(b"xmlns=", b"xmlns:x=")

    return changed(SHEET, change)


def no_references() -> bytes:
    return changed(SHEET, lambda xml: re.sub(rb'(<(?:c|row)) r="[A-Z]*\d+"', rb"\1", xml))


def phonetic() -> bytes:
    """What Excel keeps about how a word is said is no part of the word."""
    said = "<t>国庆节</t><rPh sb='0' eb='3'><t>guoqingjie</t></rPh>"
    return changed("xl/sharedStrings.xml", text("<t>国庆节</t>", said))


def styles(extra: str) -> bytes:
    return changed("xl/styles.xml", text("</cellXfs>", f"{extra}</cellXfs>"))


def named(extra: str) -> bytes:
    return changed("xl/workbook.xml", text("</sheets>", f"</sheets><definedNames>{extra}</definedNames>"))


def wide(columns: int) -> bytes:
    rows = [("日期", "名称", "休或班", "依据", *(f"列{n}" for n in range(columns))), GOOD]
    return book(rows)


def ole(name: str) -> bytes:
    """The header and directory of an old Office file with one stream."""
    words = name.encode("utf-16-le") + b"\0\0"
    entry = (words.ljust(64, b"\0") + struct.pack("<HBB", len(words), 2, 1)).ljust(128, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry


def hidden_row() -> bytes:
    return changed(SHEET, text('<row r="2"', '<row r="2" hidden="1"'))


def csv(*rows: Sequence[str]) -> bytes:
    return "".join(",".join(line) + "\n" for line in (HEADINGS, *rows)).encode()


def person(**values: str) -> Sequence[str]:
    fine = {"number": "000123", "name": "林示例"}
    return [{**fine, **values}.get(column.name, "") for column in MEMBERS.columns]


def relation(kind: str, target: str) -> bytes:
    xml = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return with_part("xl/worksheets/_rels/sheet1.xml.rels", xml.encode())


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
MANY_MERGES = "<mergeCells>" + '<mergeCell ref="F1:G1"/>' * 50_000 + "</mergeCells>"
ATTRIBUTES = "<x " + " ".join(f'a{n}="1"' for n in range(5_000)) + "/>"
RULES = (
    "<dataValidations>" + '<dataValidation sqref="A1" type="list"><formula1>"a"</formula1></dataValidation>' * 70_000
)
SPACES = " " * 30_000 + "x"

MORE = (
    Case("confusion", "rtf.xlsx", b"{\\rtf1 x}", "reject"),
    Case("confusion", "picture.xlsx", PNG, "reject"),
    Case("confusion", "pdf.xlsx", b"%PDF-1.7\n" + holidays(GOOD), "reject"),
    Case("confusion", "page.xlsx", b"<html></html>" + holidays(GOOD), "reject"),
    Case("confusion", "word.xlsx", ole("WordDocument"), "reject"),
    Case("confusion", "script.csv", b"<script>alert(1)</script>", "reject"),
    Case("damaged", "empty.xlsx", b"", "reject"),
    Case("damaged", "checksum.xlsx", stored_with("国庆节".encode(), "国庆日".encode()), "reject"),
    Case("damaged", "method.xlsx", directory(10, "<H", lambda _: 99), "reject"),
    Case("damaged", "no_workbook.xlsx", without("xl/workbook.xml"), "reject"),
    Case("damaged", "no_sheet.xlsx", without(SHEET), "reject"),
    Case("damaged", "no_types.xlsx", without("[Content_Types].xml"), "reject"),
    Case("damaged", "no_texts.xlsx", without("xl/sharedStrings.xml"), "reject"),
    Case("encoding", "four_bytes.csv", CSV.replace("示例", "𠮷示例").encode("gb18030"), "accept"),
    Case("encoding", "no_mark.csv", CSV.encode("utf-16-le"), "accept"),
    Case("encoding", "big5.csv", "日期,名稱,休或班\n2031-10-01,國慶節,休\n".encode("big5"), "reject"),
    Case("encoding", "lines.csv", CSV.replace("\n", "\r\n", 1).encode() + b"2031-10-02,x,\xe4\xbc\x91,y\r", "accept"),
    Case("encoding", "overlong.csv", CSV.encode().replace("示例".encode(), b"\xc0\xaf\xc1\x81"), "reject"),
    Case("encoding", "lying.xlsx", changed(SHEET, text('encoding="UTF-8"', 'encoding="GB2312"')), "reject"),
    Case("bomb", "lying_size.xlsx", directory(24, "<I", lambda size: size - 5), "reject"),
    Case("bomb", "members.xlsx", many_members(), "reject"),
    Case("bomb", "overlapping.xlsx", overlapping(), "reject"),
    Case("bomb", "zip64.xlsx", zip64_lie(), "reject"),
    Case("bomb", "nested.xlsx", with_part("xl/inner.zip", holidays(GOOD)), "accept"),
    Case("entities", "dtd.xlsx", doctype(SHEET, DTD), "reject"),
    Case("entities", "texts.xlsx", doctype("xl/sharedStrings.xml", DTD), "reject"),
    Case("entities", "types.xlsx", doctype("[Content_Types].xml", DTD), "reject"),
    Case("entities", "utf16.xlsx", doctype(SHEET, DTD, "utf-16"), "reject"),
    Case("entities", "utf7.xlsx", changed(SHEET, lambda xml: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-x/+AD4-'), "reject"),
    Case("entities", "laughs.xlsx", doctype("xl/styles.xml", LAUGHS), "reject"),
    Case("entities", "xinclude.xlsx", behind_data('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'), "accept"),
    Case("nesting", "attributes.xlsx", behind_data(ATTRIBUTES), "reject"),
    Case("dialect", "strict.xlsx", strict(), "accept"),
    Case("dialect", "prefixed.xlsx", prefixed(), "accept"),
    Case("dialect", "no_references.xlsx", no_references(), "accept"),
    Case("dialect", "phonetic.xlsx", phonetic(), "accept"),
    Case("dialect", "tabs.txt", CSV.replace(",", "\t").encode(), "accept"),
    Case("dialect", "mac.csv", CSV.replace("\n", "\r").encode(), "accept"),
    Case("dialect", "quoted.csv", CSV.replace("国庆节", '"国,庆""节"').encode(), "accept"),
    Case("path", "absolute.xlsx", added("/etc/cron.d/x", b"x"), "reject"),
    Case("path", "backslash.xlsx", added("xl\\..\\..\\x.xml", b"x"), "reject"),
    Case("path", "drive.xlsx", added("C:/x.xml", b"x"), "reject"),
    Case("path", "link.xlsx", added("xl/link.xml", b"/etc/passwd", 0o120777), "reject"),
    Case("path", "twice.xlsx", added(SHEET, b"<x/>"), "reject"),
    Case("path", "nfd.xlsx", repacked(lambda all_: [*all_, (zipfile.ZipInfo("xl/\u00e9.xml"), b"a"), (zipfile.ZipInfo("xl/e\u0301.xml"), b"b")]), "reject"),
    Case("path", "gbk.xlsx", added("\u51fd.xml", b"x"), "reject"),
    Case("path", "two_tales.xlsx", two_tales(), "reject"),
    Case("path", "before.xlsx", b"PK\x03\x04" + b"\0" * 40 + holidays(GOOD), "reject"),
    Case("grid", "columns.xlsx", wide(10_001), "reject"),
    Case("grid", "merges_50000.xlsx", behind_data(MANY_MERGES), "reject"),
    Case("grid", "merge_all.xlsx", behind_data('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "accept"),
    Case("grid", "huge_cell.xlsx", changed("xl/sharedStrings.xml", text("国庆节", "国" * 1_000_000)), "row-error"),
    Case("grid", "styles.xlsx", styles('<xf numFmtId="0"/>' * 100_000), "accept"),
    Case("grid", "names.xlsx", named('<definedName name="n">数据!$A$1</definedName>' * 100_000), "accept"),
    Case("grid", "rules.xlsx", behind_data(RULES + "</dataValidations>"), "accept"),
    Case("grid", "sheets.xlsx", changed("xl/workbook.xml", text("</sheets>", '<sheet name="s" sheetId="9" r:id="rId1"/>' * 500 + "</sheets>")), "reject"),
    Case("grid", "far_text.csv", CSV.encode() + b"," * 20_000 + b"\n", "accept"),
    Case("values", "id_float.xlsx", member(id_number=110105194912310000), "row-error", MEMBERS),
    Case("values", "id_science.xlsx", member(id_number="1.10105E+17"), "row-error", MEMBERS),
    Case("values", "id_small_x.xlsx", member(id_number=ID.lower()), "normalise", MEMBERS),
    Case("values", "id_full_width.xlsx", member(id_number="１１０１０５１９４９１２３１００２Ｘ"), "normalise", MEMBERS),
    Case("values", "id_spaced.xlsx", member(id_number="110105 19491231 002X"), "normalise", MEMBERS),
    Case("values", "id_wrong.xlsx", member(id_number="110105194912310021"), "row-error", MEMBERS),
    Case("values", "id_15.xlsx", member(id_number="110105491231002"), "row-error", MEMBERS),
    Case("values", "id_apostrophe.csv", csv(person(id_number=f"'{ID}")), "normalise", MEMBERS),
    Case("values", "zeros_lost.xlsx", member(number=123), "row-error", MEMBERS),
    Case("values", "phone_wrong.xlsx", member(phone="1380013800"), "row-error", MEMBERS),
    Case("values", "minus_5.xlsx", member(count=-5), "row-error", MEMBERS),
    Case("values", "thousands.csv", csv(person(count='"1,234"')), "normalise", MEMBERS),
    Case("values", "half.xlsx", member(count=1.5), "row-error", MEMBERS),
    Case("values", "infinite.csv", csv(person(share="inf")), "row-error", MEMBERS),
    Case("values", "not_a_number.csv", csv(person(share="nan")), "row-error", MEMBERS),
    Case("values", "exponent.csv", csv(person(share="1e999999999")), "row-error", MEMBERS),
    Case("values", "percent.csv", csv(person(share="12.5%")), "row-error", MEMBERS),
    Case("values", "digits_arabic.csv", csv(person(count="١٢")), "row-error", MEMBERS),
    Case("values", "date_overflow.xlsx", member(day=2_958_466), "row-error", MEMBERS),
    Case("values", "date_never.xlsx", member(day="1900-02-29"), "row-error", MEMBERS),
    Case("values", "date_chinese.xlsx", member(day="2026年3月1日"), "accept", MEMBERS),
    Case("values", "date_short.xlsx", member(day="3/1/26"), "row-error", MEMBERS),
    Case("values", "date_compact.xlsx", member(day="20260301"), "normalise", MEMBERS),
    Case("values", "at.csv", csv(person(name="@SUM(1)")), "row-error", MEMBERS),
    Case("values", "plus.csv", csv(person(name="+cmd|' /C calc'!A0")), "row-error", MEMBERS),
    Case("values", "wide_equals.csv", csv(person(name="＝1+1")), "row-error", MEMBERS),
    Case("values", "header.xlsx", member(name="林\r\nSet-Cookie: a=b"), "normalise", MEMBERS),
    Case("values", "combining.xlsx", member(name="e\u0301"), "normalise", MEMBERS),
    Case("values", "zalgo.xlsx", member(name="林" + "\u0301" * 200), "row-error", MEMBERS),
    Case("values", "spaces.xlsx", member(name=SPACES, day=SPACES, id_number=SPACES, share=SPACES), "row-error", MEMBERS),
    Case("values", "nul.xlsx", changed("xl/sharedStrings.xml", text("国庆节", "国_x0000_节")), "row-error"),
    Case("values", "error.csv", csv(person(name="#REF!")), "row-error", MEMBERS),
    Case("business", "assigned.xlsx", book([("日期", "名称", "休或班", "id", "is_superuser"), (*GOOD[:3], "1", "1")]), "accept"),
    Case("business", "one_key.xlsx", book([HEADINGS, person(), person(name="王示例")]), "row-error", MEMBERS),
    Case("layout", "seventh.xlsx", holidays(GOOD, title_rows=8), "accept"),
    Case("layout", "numbered.xlsx", book([("序号", "日期", "名称", "休或班"), ("1", *GOOD[:3])]), "accept"),
    Case("layout", "blank_lines.xlsx", holidays((None,) * 4, GOOD, (None,) * 4), "accept"),
    Case("hidden", "row.xlsx", hidden_row(), "accept"),
    Case("hidden", "object.xlsx", with_part("xl/embeddings/oleObject1.bin", b"MZ"), "accept"),
    Case("hidden", "active.xlsx", with_part("xl/activeX/activeX1.bin", b"x"), "accept"),
    Case("hidden", "dde.xlsx", with_part("xl/externalLinks/externalLink1.xml", b"<externalLink><ddeLink ddeService='cmd'/></externalLink>"), "accept"),
    Case("hidden", "outside.xlsx", relation("image", "http://127.0.0.1:9/x.png"), "accept"),
    Case("hidden", "locked.xlsx", ole("EncryptedPackage"), "reject"),
    Case("hidden", "old_macro.xls", ole("_VBA_PROJECT_CUR"), "reject"),
)  # fmt: skip
