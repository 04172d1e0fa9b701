"""Office files that only hold text, figures and pictures: no macros, no programs within, nothing fetched from elsewhere.

The weighing of a container is that of ``reading.container`` for Word and Excel, and the same limits for presentations, which are kept
and never read. Old files (OLE2) are judged by the names in their directory. Sources: ECMA-376 part 2; MS-CFB 2.6.1.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from shouwei.ground.documents.reading.container import LARGEST_UNPACKED, LARGEST_XML_PART, MOST_MEMBERS, check_container
from shouwei.ground.documents.reading.document import Unreadable
from shouwei.ground.documents.rules.upload_fault import DAMAGED, EICAR, INFECTED, Fault, Look, Sound

MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
HARMLESS_LINKS = frozenset({"hyperlink", "externalLinkPath", "xlPathMissing", "xlStartup", "xlAlternateStartup"})
RUNS = re.compile(r"\s*(?:javascript|vbscript|data|ms-[a-z-]+|search-ms)\s*:", re.IGNORECASE)
"""What a link names when a click on it runs something instead of opening a page."""
XML_MEMBERS = (".xml", ".rels")
PLAIN_MEMBERS = (
    ".png",
    ".jpeg",
    ".jpg",
    ".gif",
    ".emf",
    ".wmf",
    ".bmp",
    ".tif",
    ".tiff",
    ".wdp",
    ".svg",
)
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
FIELD = re.compile(r"<(?:\w+:)?instrText[^>]*>([^<]*)<|\sw:instr=[\"']([^\"']*)[\"']")
DDE = re.compile(r"\bDDE(AUTO)?\b", re.I)
FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b[^\"]{0,40}\"?\s*(https?:|ftp:|file:|smb:|\\\\)", re.I
)
MACROS = Fault("含有宏（自动运行的程序）", "另存为不含宏的.docx、.xlsx或.pptx后重新上传")
OBJECTS = Fault("内嵌了其他文件或者对象", "把内嵌的文件取出分别上传，或者另存为.pdf后上传")
CONTROLS = Fault("含有控件（ActiveX）", "删除控件，或者另存为.pdf后上传")
REMOTE = Fault("引用了外部的模板、图片或者对象", "断开链接、把图片直接插入文件后重新上传")
EXCHANGE = Fault("含有会启动其他程序的动态数据交换（DDE）", "删除有关链接，或者另存为.pdf后上传")
DECLARED = Fault("含有不应有的实体声明", "用Word、Excel或WPS打开，另存后重新上传")
PASSWORD = Fault("设有打开密码", "取消密码后重新上传")
BOMB = Fault(f"解压后超过{LARGEST_UNPACKED // 1024**2}兆", "压缩或者删除图片后重新上传")
NOT_OFFICE = Fault("是压缩包", "解压后逐个上传其中的文件")
OLD_KINDS = (("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"), ("powerpoint document", "ppt"))


def look_at_zip(data: bytes, *, depth: int = 0) -> Look:
    """An Office file by its main part; anything else in a zip is a pack. ``depth`` counts workbooks within charts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist()]
            kind = next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
            if kind is None or "[Content_Types].xml" not in names:
                return NOT_OFFICE
            fault = _weighed(archive) or _dangerous(archive, depth)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return DAMAGED
    return fault or (Sound(kind, data) if kind == "pptx" else _gated(kind, data))


def look_at_ole(data: bytes) -> Look:
    names = ole_names(data)
    if "encryptedpackage" in names:
        return PASSWORD
    kind = next((kind for name, kind in OLD_KINDS if name in names), None)
    if kind is None:
        return Fault("是无法识别的旧版Office文件", "用Office或WPS打开，另存为.docx、.xlsx或.pptx后重新上传")
    if names & {"_vba_project", "_vba_project_cur", "vba", "macros"}:
        return MACROS
    if names & {"\x01ole10native", "package"}:
        return OBJECTS
    return Sound(kind, data)


def ole_names(data: bytes) -> frozenset[str]:
    """Names of streams and storages, lower case, wherever a directory entry stands (entries are 128 bytes, aligned)."""
    names = set()
    for place in range(512, len(data) - 127, 128):
        length, form, colour = struct.unpack_from("<HBB", data, place + 64)
        is_entry = 4 <= length <= 64 and length % 2 == 0 and form in (1, 2, 5) and colour in (0, 1)
        if is_entry and data[place + length - 2 : place + length] == b"\x00\x00":
            names.add(data[place : place + length - 2].decode("utf-16-le", errors="replace").lower())
    return frozenset(names)


def _gated(kind: str, data: bytes) -> Look:
    """Word and Excel pass the gate of the reader as well, so that whatever is kept can also be opened."""
    try:
        found = check_container(data)
    except Unreadable as unreadable:
        return Fault(str(unreadable).partition("。")[0].removeprefix("文件"), "用Word、Excel或WPS打开，另存后重新上传")
    return Sound(kind, data) if found.kind == kind else DAMAGED


def _weighed(archive: zipfile.ZipFile) -> Fault | None:
    """Declared sizes first; the reading below stops at what was declared, so a lie ends as damage."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        return BOMB
    if any(member.flag_bits & 1 for member in members):
        return PASSWORD
    names = [member.filename.lower() for member in members]
    strange = any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names)
    return DAMAGED if strange or len(set(names)) < len(names) else None


def _dangerous(archive: zipfile.ZipFile, depth: int) -> Fault | None:
    fields: list[str] = []
    for member in archive.infolist():
        name = member.filename.lower()
        if fault := _by_name(name):
            return fault
        if name.endswith(XML_MEMBERS):
            if fault := _in_xml(name, _bounded(archive, member, LARGEST_XML_PART), fields):
                return fault
        elif not name.endswith(PLAIN_MEMBERS):
            data = _bounded(archive, member, LARGEST_UNPACKED)
            if EICAR in data:
                return INFECTED
            if "/embeddings/" in name and (depth or not isinstance(look_at_zip(data, depth=1), Sound)):
                return OBJECTS
    codes = "".join(fields)
    return EXCHANGE if DDE.search(codes) else REMOTE if FETCHING.search(codes) else None


def _by_name(name: str) -> Fault | None:
    if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
        return MACROS
    if "/activex/" in name:
        return CONTROLS
    return OBJECTS if "/embeddings/" in name and not name.endswith(".xlsx") else None


def _in_xml(name: str, data: bytes, fields: list[str]) -> Fault | None:
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return DECLARED
    if name == "[content_types].xml" and "macroenabled" in text.lower():
        return MACROS
    if name.endswith(".rels"):
        return _in_relations(text)
    fields += [a or b for a, b in FIELD.findall(text)]
    return EXCHANGE if "ddeLink" in text and "/externallinks/" in name else None


def _in_relations(text: str) -> Fault | None:
    for relation in RELATION.findall(text):
        form = _attribute(relation, "Type").rpartition("/")[2]
        if form == "oleObject":
            return OBJECTS
        if _attribute(relation, "TargetMode") == "External" and (
            form not in HARMLESS_LINKS or RUNS.match(_attribute(relation, "Target"))
        ):
            return REMOTE
    return None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or "") if found else ""


def _bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(member) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError("a part is too large")
    return data
