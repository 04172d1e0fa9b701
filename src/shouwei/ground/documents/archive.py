"""Evidence in one file: a zip that explains itself and can be checked with ``sha256sum -c`` years later, without this product.

``目录.pdf`` lists every file; ``SHA256SUMS.txt`` holds the digests of all others. The same entries give the same bytes. Names are UTF-8
with the flag that says so. Source: GB/T 18894-2016 asks that electronic records be kept with a list and a check of integrity.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shouwei.ground.documents.official.document import (
    Align,
    Cell,
    Column,
    Foot,
    Numbering,
    OfficialDocument,
    Page,
    Paragraph,
    Row,
    Table,
)
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.official.sheet import day
from shouwei.ground.documents.rules.names import NAMELESS, safe_name, split_extension
from shouwei.ground.documents.steady_zip import steady_zip

INDEX = "目录.pdf"
SUMS = "SHA256SUMS.txt"
LARGEST = 2 * 1024**3  # bytes all files of an archive may unpack to
PIECE = 1024 * 1024
SUM_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A file for the archive; folders in ``path`` are parted by ``/``. ``note`` is printed in the index."""

    path: str
    data: bytes
    note: str = ""


def build_archive(entries: Sequence[ArchiveEntry], *, title: str, made_on: date, foot: Foot | None = None) -> bytes:
    """The archive; unsafe paths are made safe and equal ones told apart by a number, as the index shows."""
    named = [ArchiveEntry(path, e.data, e.note) for path, e in zip(_paths(entries), entries, strict=True)]
    index = to_pdf(_index(named, title, made_on, foot or Foot(cut_off=made_on)))
    files = [(INDEX, index), *((entry.path, entry.data) for entry in named)]
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files)
    return steady_zip([*files, (SUMS, sums.encode())], on=made_on)


def verify_archive(data: bytes) -> list[str]:
    """What is wrong with an archive, one sentence each; empty when every file is as it was."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _faults(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return ["文件不是完整的压缩包，可能没有传完整。"]


def safe_path(path: str) -> str:
    """Every folder and the name made safe; ``..`` and empty parts are dropped, so nothing climbs out."""
    parts = [part for part in path.replace("\\", "/").split("/") if part.strip(". ")]
    return "/".join(safe_name(part) for part in parts) or NAMELESS


def _paths(entries: Sequence[ArchiveEntry]) -> list[str]:
    """Safe paths, unique without regard to case, and none that is the folder of another."""
    taken = {INDEX.casefold(), SUMS.casefold()}
    wanted = [safe_path(entry.path) for entry in entries]
    folders = {
        "/".join(path.split("/")[:depth]).casefold() for path in wanted for depth in range(1, path.count("/") + 1)
    }
    result = []
    for path in wanted:
        free, number = path, 1
        while free.casefold() in taken | folders:
            number += 1
            stem, extension = split_extension(path)
            free = f"{stem}（{number}）{extension}"
        taken.add(free.casefold())
        result.append(free)
    return result


def _index(entries: Sequence[ArchiveEntry], title: str, made_on: date, foot: Foot) -> OfficialDocument:
    columns = (
        Column("序号", 0.7, Align.CENTRE),
        Column("文件", 4),
        Column("大小（字节）", 1.5, Align.RIGHT),
        Column("SHA-256", 4.4),
        Column("说明", 3),
    )
    rows = tuple(
        Row(tuple(map(Cell, (str(n), e.path, f"{len(e.data):,}", hashlib.sha256(e.data).hexdigest(), e.note))))
        for n, e in enumerate(entries, 1)
    )
    said = f"本卷共{len(entries)}件，合计{sum(len(e.data) for e in entries):,}字节，{day(made_on)}整理。"
    how = f"核对方法：解压后在文件夹中执行 sha256sum -c {SUMS}，逐件显示“OK”或“成功”即完整无误。"
    body = (Paragraph(said), Table(columns, rows), Paragraph(how))
    return OfficialDocument(
        f"{title}\n目　　录", "目录", body=body, foot=foot, page=Page.A4_LANDSCAPE, numbering=Numbering.OF_TOTAL
    )


def _faults(archive: zipfile.ZipFile) -> list[str]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if SUMS not in names:
        return [f"压缩包中没有校验清单{SUMS}，无法核对。"]
    if sum(member.file_size for member in members) > LARGEST:
        return ["压缩包解压后过大，不像本系统生成的档案，未予核对。"]
    faults = [
        f"“{name}”在压缩包中出现了{names.count(name)}次。" for name in dict.fromkeys(names) if names.count(name) > 1
    ]
    listed, unreadable = _listed(_read(archive, SUMS) or b"")
    faults += [f"校验清单第{number}行无法识别。" for number in unreadable]
    faults += [
        f"“{name}”不在校验清单中，是后来加入的。" for name in dict.fromkeys(names) if name not in {*listed, SUMS}
    ]
    for name, digest in listed.items():
        if name not in names:
            faults.append(f"“{name}”在校验清单中，压缩包里却没有。")
        elif (found := _digest(archive, name)) is None:
            faults.append(f"“{name}”已损坏，无法解压。")
        elif found != digest:
            faults.append(f"“{name}”的内容与校验清单不符，已被改动。")
    return faults


def _listed(sums: bytes) -> tuple[dict[str, str], list[int]]:
    listed, unreadable = {}, []
    for number, line in enumerate(sums.decode(errors="replace").splitlines(), 1):
        if match := SUM_LINE.fullmatch(line):
            listed[match[2]] = match[1]
        else:
            unreadable.append(number)
    return listed, unreadable


def _read(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return None


def _digest(archive: zipfile.ZipFile, name: str) -> str | None:
    """SHA-256 of a member, read in pieces; None when it cannot be unpacked."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while piece := stream.read(PIECE):
                digest.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return None
    return digest.hexdigest()
