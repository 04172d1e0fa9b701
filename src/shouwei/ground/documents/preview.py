"""What a page shows of a file: the picture, the pages, or paragraphs and cells drawn by our own readers. Nothing of the file runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .handing_out import PDF
from .models import StoredFile
from .reading.child import read_in_child
from .reading.document import Paragraph, Table, Unreadable
from .rules.upload_kinds import KINDS

READ = frozenset(KINDS[kind].media_type for kind in ("docx", "xlsx", "txt", "csv"))
MOST_BLOCKS = 400
MOST_ROWS = 200
WECHAT = "MicroMessenger"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a table with its heading; ``rows`` of texts."""

    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """``said``: why there is nothing to see, or what was left out."""

    kind: Literal["image", "pdf", "parts", "none"]
    parts: tuple[Part, ...] = ()
    said: str = ""


def preview_of(file: StoredFile, data: bytes) -> Preview:
    """``data`` has been checked. Office files and texts are read in a child process with limits of time and memory."""
    if file.media_type.startswith("image/"):
        return Preview("image")
    if file.media_type == PDF:
        return Preview("pdf")
    if file.media_type not in READ:
        return Preview("none", said="这种文件不能在网页中预览，请下载后用Office或WPS打开。")
    try:
        blocks = read_in_child(data, file.name).blocks
    except Unreadable as unreadable:
        return Preview("none", said=f"不能预览：{unreadable}可下载后打开。")
    parts = tuple(_part(block) for block in blocks[:MOST_BLOCKS])
    cut = len(blocks) > MOST_BLOCKS or any(isinstance(b, Table) and len(b.rows) > MOST_ROWS for b in blocks)
    said = f"内容较多，只显示前{MOST_BLOCKS}段、每个表格前{MOST_ROWS}行；全文请下载。" if cut else ""
    return Preview("parts", parts, said)


def in_wechat(agent: str) -> bool:
    return WECHAT in agent


def _part(block: Paragraph | Table) -> Part:
    if isinstance(block, Paragraph):
        return Part(block.text)
    return Part(block.place, tuple(tuple(cell.text for cell in row) for row in block.rows[:MOST_ROWS]))
