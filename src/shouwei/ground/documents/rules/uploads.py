"""The gate for files people hand in: what may be kept, under which name, and a plain sentence for what may not.

A file is judged by its content; the name must agree. Nothing is converted except photographs, which lose what they tell in secret.
Reasons: figures and evidence are opened by officials on office computers, so nothing that runs, fetches or hides may be kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from shouwei.core.verdict import Verdict, no
from shouwei.ground.documents.rules.names import safe_name, split_extension
from shouwei.ground.documents.rules.upload_fault import EICAR, INFECTED, Fault, Look, Sound
from shouwei.ground.documents.rules.upload_images import look_at_jpeg, look_at_png
from shouwei.ground.documents.rules.upload_kinds import KINDS, REFUSED, decoded, sniff
from shouwei.ground.documents.rules.upload_office import look_at_ole, look_at_zip
from shouwei.ground.documents.rules.upload_pdf import look_at_pdf
from shouwei.ground.documents.rules.upload_pixels import FORMATS, redrawn

LARGEST = 20 * 1024 * 1024  # bytes
MEGABYTE = 1024 * 1024
STARTS_PROGRAM = re.compile(r"(?m)(?:^|[,;\t])\s*[\"']?\s*[=+\-@]\s*\w+\s*\|")


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept. ``data`` may differ from what was handed in; ``notes`` says how, in full sentences."""

    kind: str
    """A key of ``upload_kinds.KINDS``."""
    media_type: str
    safe_name: str
    data: bytes
    notes: tuple[str, ...] = ()


def check_upload(name: str, data: bytes, *, largest: int = LARGEST) -> Judged | Verdict:
    """``Judged`` (truthy) or a refusal (falsy) whose ``reason`` names the file, the reason and the remedy. ``largest`` in bytes."""
    shown = safe_name(name)
    found = _look(data, largest)
    if isinstance(found, Sound):
        found = _agreeing(shown, found)
    if isinstance(found, Fault):
        return no(f"“{shown}”{found.reason}，请{found.remedy}。")
    kind = KINDS[found.kind]
    kept = shown if split_extension(shown)[1] else shown + kind.extensions[0]
    notes = (*found.notes, *([f"文件名已改为“{kept}”"] if kept != name else []))
    return Judged(found.kind, kind.media_type, kept, found.data, tuple(f"{note}。" for note in notes))


def _look(data: bytes, largest: int) -> Look:
    if not data:
        return Fault("是空文件（0字节）", "确认文件已经保存后重新上传")
    if len(data) > largest:
        most = largest / MEGABYTE
        return Fault(f"有{len(data) / MEGABYTE:.1f}兆，超过{most:g}兆的上限", "压缩图片或者拆成几个文件后重新上传")
    if EICAR in data:
        return INFECTED
    kind = sniff(data)
    if kind in LOOKS:
        found = LOOKS[kind](data)
        return redrawn(found) if isinstance(found, Sound) and found.kind in FORMATS else found
    if b"%PDF-" in data[:1024]:
        return Fault("在PDF内容之前夹带了其他内容", "用“打印为PDF”重新生成后上传")
    return Fault(*REFUSED[kind])


def _look_at_text(data: bytes) -> Look:
    if STARTS_PROGRAM.search(decoded(data) or ""):
        return Fault("含有会启动其他程序的公式", "删除以“=”等符号开头的单元格后重新上传")
    return Sound("txt", data)


def _agreeing(shown: str, found: Sound) -> Look:
    """A name without an extension gets one; another's extension is refused, for it would open in the wrong program."""
    extension = split_extension(shown)[1].lower()
    kind = KINDS[found.kind]
    if not extension or extension in kind.extensions:
        return Sound("csv", found.data) if extension == ".csv" else found
    usual = "或".join(kind.extensions)
    return Fault(f"的内容是{kind.name}，与扩展名{extension}不符", f"把扩展名改为{usual}后重新上传")


LOOKS: dict[str, Callable[[bytes], Look]] = {
    "pdf": look_at_pdf,
    "zip": look_at_zip,
    "ole": look_at_ole,
    "jpg": look_at_jpeg,
    "png": look_at_png,
    "txt": _look_at_text,
}
