"""Old Word files (.doc) are turned into what can be read by a program of the machine: LibreOffice, and antiword beside it.

LibreOffice keeps the layout best, but the one of Debian 12 (7.4.7) loses every table of a .doc; a plan without its table of
tasks would be read as something else. So what it gives back is held against the file: when it lost the tables, antiword reads
them, and where that is not installed either the file is refused with the remedy.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from .document import Unreadable

Element: TypeAlias = Any  # the XML library carries no types
SECONDS = 60
REMEDY = "请用Word或WPS打开，另存为.docx后重新上传。"
WAS_OLD = "\0doc"
"""Name, before its ending, under which the result is read: no file from outside can be called so."""
PROGRAMS = {f"{WAS_OLD}.docx": "LibreOffice", f"{WAS_OLD}.txt": "antiword"}
"""Who made it, by the name it is read under."""
_CELLS = re.compile(rb"[\x00-\xff][\x4e-\x9f]\x07\x00")
"""A Chinese character and the mark at the end of a cell, as a .doc stores them."""
FEWEST_CELLS = 3
SAME_EDGE = 4.0
"""Points by which the edges of cells may differ that stand under each other."""


def converted(data: bytes) -> tuple[bytes, str]:
    """A .doc as a file we read, a .docx or a text with tabs between cells, and its name; raises with the remedy."""
    libreoffice = shutil.which("soffice") or shutil.which("libreoffice")
    paper = _by_libreoffice(libreoffice, data) if libreoffice else None
    if paper is not None and (_has_table(paper) or len(_CELLS.findall(data)) < FEWEST_CELLS):
        return paper, f"{WAS_OLD}.docx"
    antiword = shutil.which("antiword")
    if antiword:
        return _by_antiword(antiword, data).encode(), f"{WAS_OLD}.txt"
    if paper is None:
        raise Unreadable(f"这是旧版Word文件（.doc），本机没有安装LibreOffice，无法直接读取。{REMEDY}")
    raise Unreadable(f"这是旧版Word文件（.doc），本机的LibreOffice转换时丢失了其中的表格。{REMEDY}")


def _by_libreoffice(program: str, data: bytes) -> bytes:
    """In a profile of its own, beside any LibreOffice somebody works with."""
    with tempfile.TemporaryDirectory(prefix="shouwei-doc-") as folder:
        source = Path(folder, "plan.doc")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", folder)
        _run([program, profile, *options, str(source)])
        try:
            return Path(folder, "plan.docx").read_bytes()
        except OSError as error:
            raise _failed() from error


def _by_antiword(program: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="shouwei-doc-") as folder:
        source = Path(folder, "plan.doc")
        source.write_bytes(data)
        book = _run([program, "-m", "UTF-8.txt", "-x", "db", str(source)])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return "\n".join(_lines(etree.fromstring(book, parser)))
    except etree.XMLSyntaxError as error:
        raise _failed() from error


def _run(command: list[str]) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=True).stdout  # noqa: S603 - fixed program, our own file
    except (OSError, subprocess.SubprocessError) as error:
        raise _failed() from error


def _failed() -> Unreadable:
    return Unreadable(f"旧版Word文件（.doc）转换失败，可能已损坏或设有密码。{REMEDY}")


def _has_table(paper: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(paper)) as container:
            return b"<w:tbl>" in container.read("word/document.xml")
    except (KeyError, zipfile.BadZipFile):
        return False


def _lines(book: Element) -> Iterable[str]:
    """The paragraphs of a DocBook book, and the rows of its tables as lines with tabs."""
    for para in book.iter():
        if para.tag in ("para", "title") and not para.findall("informaltable"):
            yield from (line.strip() for line in "".join(para.itertext()).splitlines() if line.strip())
        elif para.tag == "informaltable":
            yield from _rows(para)


def _rows(table: Element) -> Iterable[str]:
    """Rows of different cuts lie on one grid: a cell over several columns leaves those after the first empty."""
    cuts = [(group, _edges(group)) for group in table.findall("tgroup")]
    grid: list[float] = []
    for edge in sorted({edge for _, edges in cuts for edge in edges}):
        if not grid or edge - grid[-1] > SAME_EDGE:
            grid.append(edge)
    for group, edges in cuts:
        columns = [max(n for n, edge in enumerate(grid) if edge <= start + SAME_EDGE) for start in edges]
        for row in group.iter("row"):
            cells = [""] * len(grid)
            for column, entry in zip(columns, row.findall("entry"), strict=False):
                cells[column] = _cell(entry)
            yield "\t".join(cells)


def _edges(group: Element) -> list[float]:
    """Where the columns of a part of a table begin, in points."""
    widths = [float(spec.get("colwidth", "0").removesuffix("pt")) for spec in group.findall("colspec")]
    return [0.0, *accumulate(widths)][: len(widths)]


def _cell(entry: Element) -> str:
    """A cell of several lines stands in quotes, as from a spreadsheet."""
    lines = [line.strip() for line in "".join(entry.itertext()).splitlines() if line.strip()]
    text = "\n".join(lines).replace("\t", " ")
    return '"' + text.replace('"', '""') + '"' if len(lines) > 1 else text
