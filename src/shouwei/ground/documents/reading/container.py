"""The gate for Office files: a zip container is weighed and searched before any library opens it.

Why each check is here: a container can unpack to a thousand times its size, list one member twice so that two readers see
different files, lie about sizes, climb out of its folder, or carry entities that fetch files.  Nothing is written to disk.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

from .document import Unreadable

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 96 * 1024 * 1024
LARGEST_XML_PART = 32 * 1024 * 1024
SHALLOW_FROM = 1024 * 1024
MOST_MEMBERS = 2_000
DEEPEST = 200
MOST_ATTRIBUTES = 200
PIECE = 256 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
FOLDERS = {"_rels", "docprops", "word", "xl", "customxml", "customui", "docmetadata", "[content_types].xml", "[trash]"}
OFFICE_DOCUMENT = re.compile(r"/relationships/officeDocument$")
MAIN_TYPES = {
    "wordprocessingml.document.main+xml": "docx",
    "wordprocessingml.template.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "spreadsheetml.template.main+xml": "xlsx",
}
DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']*)["']""")
KIND_NAMES = {"docx": "Word文档（.docx）", "xlsx": "Excel工作簿（.xlsx）"}
SAVE_AGAIN = "请用Word或WPS打开，另存为.docx（表格另存为.xlsx）后重新上传。"


@dataclass(frozen=True)
class Container:
    """A container that passed the gate. ``kind`` is docx or xlsx; ``main`` is the name of its main part."""

    kind: str
    main: str
    names: tuple[str, ...]
    data: bytes = field(repr=False)

    def read(self, name: str) -> bytes | None:
        """One part, at most ``LARGEST_XML_PART`` bytes, or None when the container has no such part."""
        if name not in self.names:
            return None
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return _contents(archive, archive.getinfo(name))

    def read_large(self, name: str) -> bytes:
        """One part as far as ``LARGEST_UNPACKED`` goes: the container has been weighed. Empty when there is no such part."""
        if name not in self.names:
            return b""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive, archive.open(name) as stream:
            return stream.read(LARGEST_UNPACKED)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part: id → (last word of the type, name of the part it points to). External ones are left out."""
        folder, name = posixpath.split(part)
        raw = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        return _relationships(raw, folder) if raw else {}


def check_container(data: bytes, largest_part: int = LARGEST_XML_PART) -> Container:
    """Weigh and search an Office file; raise :class:`Unreadable` with a sentence when it must not be opened.

    ``largest_part``: bytes one part may unpack to. Above the usual, only for a reader that neither recurses nor builds a tree:
    parts of more than ``SHALLOW_FROM`` bytes are then searched for declarations and a missing end, not for depth.
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable(
            f"文件有{len(data) / 1048576:.0f}兆，超过{LARGEST_FILE // 1048576}兆的上限。请删除图片后重新上传。"
        )
    if data.startswith(OLE):
        raise Unreadable(ole_sentence(data))
    if not data.startswith(ZIP):
        raise Unreadable(f"文件不是Word或Excel文件，内容与扩展名不符。{SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist())
            _weigh(archive, largest_part)
            return _identify(archive, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Unreadable(f"文件已损坏，无法解压（可能没有传完整）。{SAVE_AGAIN}") from error


def ole_sentence(data: bytes) -> str:
    """What an old compound file is, and how to hand it in instead."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设有打开密码。请用Word或Excel打开，取消“用密码进行加密”并保存后重新上传。"
    if "WordDocument".encode("utf-16-le") in data:
        return "这是旧版Word文件（.doc）。请用Word或WPS打开，另存为.docx后重新上传。"
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return "这是旧版Excel文件（.xls）。请用Excel或WPS打开，另存为.xlsx后重新上传。"
    return f"无法识别这个旧版Office文件。{SAVE_AGAIN}"


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unreadable(
            f"文件内含{len(members)}个部件，超过{MOST_MEMBERS}个的上限，不像正常的Office文件。{SAVE_AGAIN}"
        )
    seen: set[str] = set()
    for member in members:
        _check_name(member, seen)
        if member.flag_bits & 0x1:
            raise Unreadable("文件设有密码。请取消密码后重新上传。")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(f"文件采用少见的压缩方式，无法读取。{SAVE_AGAIN}")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Unreadable(f"文件内含链接“{_shown(member.filename)}”，不能接收。{SAVE_AGAIN}")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise Unreadable(f"文件解压后超过{LARGEST_UNPACKED // 1048576}兆，不能接收。请删除图片后重新上传。")
    placed = sorted(members, key=lambda member: member.header_offset)
    if placed and placed[0].header_offset > 0:
        raise Unreadable(f"文件开头夹带了别的内容，不能接收。{SAVE_AGAIN}")
    for member, following in pairwise(placed):
        if member.header_offset + 30 + member.compress_size > following.header_offset:
            raise Unreadable(f"文件内的部件互相重叠，不能接收。{SAVE_AGAIN}")


def _check_name(member: zipfile.ZipInfo, seen: set[str]) -> None:
    name = unicodedata.normalize("NFC", member.orig_filename).lower()
    parts = name.split("/")
    if "\\" in name or ":" in name or name.startswith("/") or ".." in parts or any(ord(c) < 32 for c in name):
        raise Unreadable(f"文件内含不正当的路径“{_shown(name)}”，不能接收。{SAVE_AGAIN}")
    if parts[0] not in FOLDERS:
        raise Unreadable(f"文件内含Office文件不应有的部件“{_shown(name)}”，不能接收。{SAVE_AGAIN}")
    if parts[-1] == "vbaproject.bin":
        raise Unreadable("文件含有宏。请另存为不含宏的.docx或.xlsx后重新上传。")
    if name in seen:
        raise Unreadable(f"文件内有两个同名部件“{_shown(name)}”，不能接收。{SAVE_AGAIN}")
    seen.add(name)


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)[:60]


def _weigh(archive: zipfile.ZipFile, largest_part: int) -> None:
    """Unpack every member once, counting: what is declared may be a lie."""
    total = 0
    for member in archive.infolist():
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        if is_xml and member.file_size > largest_part:
            raise Unreadable(f"部件“{_shown(member.filename)}”超过{largest_part // 1048576}兆，不能接收。{SAVE_AGAIN}")
        shallow = largest_part > LARGEST_XML_PART and member.file_size > SHALLOW_FROM
        with archive.open(member) as stream:
            search = _Literal(member.filename) if is_xml and shallow else _Search(member.filename) if is_xml else None
            while piece := stream.read(PIECE):
                total += len(piece)
                if total > LARGEST_UNPACKED:
                    raise Unreadable(f"文件解压后超过{LARGEST_UNPACKED // 1048576}兆，不能接收。请删除图片后重新上传。")
                if search:
                    search.feed(piece)
            if search:
                search.close()


class _Search:
    """Reads XML as it streams past: no document type, no entities, no bottomless nesting, no heap of attributes."""

    def __init__(self, name: str) -> None:
        self.name = _shown(name)
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.XmlDeclHandler = self._declared

    def _doctype(self, *_: object) -> None:
        raise Unreadable(f"部件“{self.name}”含有文档类型或实体声明，Office文件不应有，不能接收。{SAVE_AGAIN}")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "utf-16", "us-ascii", "ascii"):
            raise Unreadable(f"部件“{self.name}”声明了不允许的编码“{_shown(encoding)}”，不能接收。{SAVE_AGAIN}")

    def _start(self, _name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(f"部件“{self.name}”嵌套超过{DEEPEST}层，不能接收。{SAVE_AGAIN}")
        if len(attributes) > MOST_ATTRIBUTES:
            raise Unreadable(f"部件“{self.name}”的一个元素带有{len(attributes)}个属性，不能接收。{SAVE_AGAIN}")

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def feed(self, piece: bytes, last: bool = False) -> None:
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise Unreadable(f"部件“{self.name}”不是完整的XML，文件可能已损坏。{SAVE_AGAIN}") from error

    def close(self) -> None:
        self.feed(b"", last=True)


class _Literal:
    """The same questions asked of the bytes: for parts of many megabytes, whose elements would take seconds to count."""

    def __init__(self, name: str) -> None:
        self.name = _shown(name)
        self.before = b""

    def feed(self, piece: bytes) -> None:
        if not self.before and not piece.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            raise Unreadable(f"部件“{self.name}”不是UTF-8编码的XML，不能接收。{SAVE_AGAIN}")
        if (
            not self.before
            and (declared := DECLARED.search(piece[:200]))
            and declared[1].lower() not in (b"utf-8", b"utf8")
        ):
            raise Unreadable(f"部件“{self.name}”声明了不允许的编码，不能接收。{SAVE_AGAIN}")
        if b"<!DOCTYPE" in (joined := self.before[-16:] + piece) or b"<!ENTITY" in joined:
            raise Unreadable(f"部件“{self.name}”含有文档类型或实体声明，Office文件不应有，不能接收。{SAVE_AGAIN}")
        self.before = piece

    def close(self) -> None:
        if not self.before.rstrip().endswith(b">"):
            raise Unreadable(f"部件“{self.name}”不是完整的XML，文件可能已损坏。{SAVE_AGAIN}")


def _contents(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        contents = stream.read(LARGEST_XML_PART + 1)
    if len(contents) > LARGEST_XML_PART:
        raise Unreadable(f"部件“{_shown(member.filename)}”超过{LARGEST_XML_PART // 1048576}兆，不能接收。{SAVE_AGAIN}")
    return contents


def _identify(archive: zipfile.ZipFile, data: bytes) -> Container:
    """The kind by what the container says of its main part, never by the name of the file."""
    names = tuple(member.filename for member in archive.infolist())
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise Unreadable(f"这是普通压缩包，不是Word或Excel文件。{SAVE_AGAIN}")
    relations = _elements(_contents(archive, archive.getinfo("_rels/.rels")), "Relationship")
    mains = [r.get("Target", "").lstrip("/") for r in relations if OFFICE_DOCUMENT.search(r.get("Type", ""))]
    types = _elements(_contents(archive, archive.getinfo("[Content_Types].xml")), "Override")
    kinds = {t.get("PartName", "").lstrip("/"): t.get("ContentType", "") for t in types}
    if len(mains) != 1 or mains[0] not in names:
        raise Unreadable(f"文件缺少正文部件，可能已损坏。{SAVE_AGAIN}")
    kind = next((kind for end, kind in MAIN_TYPES.items() if kinds.get(mains[0], "").endswith(end)), None)
    if kind is None:
        if "macroEnabled" in kinds.get(mains[0], ""):
            raise Unreadable("文件是启用宏的格式。请另存为不含宏的.docx或.xlsx后重新上传。")
        raise Unreadable(f"这不是Word文档，也不是Excel工作簿。{SAVE_AGAIN}")
    return Container(kind, mains[0], names, data)


def _elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """Attributes of every element of that local name; only small, searched parts come here."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def _relationships(raw: bytes, folder: str) -> dict[str, tuple[str, str]]:
    result = {}
    for relation in _elements(raw, "Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        result[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
    return result
