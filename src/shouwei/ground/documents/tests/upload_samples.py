"""Files people hand in, good and hostile, made here byte by byte; nothing in them works."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date

import docx
import openpyxl
from PIL import Image

from shouwei.ground.documents.official.document import OfficialDocument, Paragraph
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.rules.upload_fault import EICAR
from shouwei.ground.documents.steady_zip import steady_zip

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DAY = date(2019, 6, 1)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("六月上旬进展情况")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["专业", "人数"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def slides() -> bytes:
    main = "ppt/presentation.xml"
    form = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    types = f'<Types><Override PartName="/{main}" ContentType="{form}"/></Types>'
    relation = (
        f'<Relationships><Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="{main}"/></Relationships>'
    )
    parts = (("[Content_Types].xml", types), ("_rels/.rels", relation), (main, "<presentation/>"))
    return steady_zip((name, text.encode()) for name, text in parts)


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """An Office file with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = [(name, archive.read(name)) for name in archive.namelist() if name not in parts]
    return steady_zip([*kept, *parts.items()])


def with_relation(data: bytes, form: str, target: str, *, mode: str = ' TargetMode="External"') -> bytes:
    """A Word file whose settings point to ``target``."""
    relation = f'<Relationship Id="rIdX" Type="{RELATIONS}/{form}" Target="{target}"{mode}/>'
    text = f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'
    return with_parts(data, {"word/_rels/settings.xml.rels": text.encode()})


def with_body(data: bytes, inner: str) -> bytes:
    """A Word file with ``inner`` as its only paragraph."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{w}"><w:body><w:p>{inner}</w:p></w:body></w:document>'
    return with_parts(data, {"word/document.xml": text.encode()})


def macro_enabled(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    changed = types.replace(plain, "application/vnd.ms-word.document.macroEnabled.main+xml")
    return with_parts(data, {"[Content_Types].xml": changed.encode()})


def lying_size(data: bytes) -> bytes:
    """A Word file whose directory says that the first part is smaller than it is."""
    place = data.index(b"PK\x01\x02") + 24
    (size,) = struct.unpack_from("<I", data, place)
    return data[:place] + struct.pack("<I", size - 5) + data[place + 4 :]


def pdf() -> bytes:
    return to_pdf(OfficialDocument("证明材料", body=(Paragraph("示例"),)))


def pdf_with(inner: bytes) -> bytes:
    """A small PDF whose catalogue holds ``inner``."""
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inner + b" >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def pdf_with_stream(head: bytes, contents: bytes) -> bytes:
    packed = zlib.compress(contents, 9)
    size = str(len(packed)).encode()
    body = (
        b"2 0 obj\n<< "
        + head
        + b" /Filter /FlateDecode /Length "
        + size
        + b" >>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
    )
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def jpeg(*, width: int = 0, height: int = 0, extra: bytes = b"", behind: bytes = b"") -> bytes:
    """A small photograph, wider than high; ``width`` and ``height`` make its header lie."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((32, 16)).save(buffer, "JPEG", quality=80)
    photo = buffer.getvalue()
    if width:
        place = photo.index(b"\xff\xc0") + 5
        photo = photo[:place] + struct.pack(">HH", height, width) + photo[place + 4 :]
    return photo[:2] + extra + photo[2:] + behind


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def exif(way_up: int) -> bytes:
    """An EXIF segment with the way up, a device and a place in plain letters."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, way_up, 0) + struct.pack(">HHII", 0x0110, 2, 4, 0x41424300)
    return segment(0xE1, b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02" + entries + b"\x00" * 4 + b"GPS 30.5N 117.0E")


def png(*, width: int = 4, height: int = 4, rows: int | None = None, extra: bytes = b"", behind: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    contents = zlib.compress((b"\x00" + b"\x7f" * 3 * width) * (height if rows is None else rows))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", contents) + chunk(b"IEND", b"") + behind


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def ole(*names: str) -> bytes:
    """The header and directory of an old Office file with streams of these names."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + b"".join(map(_entry, ("Root Entry", *names)))


def _entry(name: str) -> bytes:
    words = name.encode("utf-16-le") + b"\x00\x00"
    form = 5 if name == "Root Entry" else 2
    return (words.ljust(64, b"\x00") + struct.pack("<HBB", len(words), form, 1)).ljust(128, b"\x00")


def infected_text() -> bytes:
    return b"note " + EICAR
