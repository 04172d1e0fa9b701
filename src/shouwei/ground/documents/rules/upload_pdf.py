"""PDF files that only show pages: no password, no programs, no files within, no bombs.

Names may be written with #xx and objects may hide in compressed object streams; both are undone before looking.
Source: ISO 32000-1, 7.3.5, 7.5.7, 12.6.4.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from shouwei.ground.documents.rules.upload_fault import DAMAGED, Fault, Look, Sound

LARGEST_STREAM = 96 * 1024 * 1024
LARGEST_TOTAL = 768 * 1024 * 1024
PIECE = 4 * 1024 * 1024
STREAM = re.compile(rb"(?<!end)stream\r?\n")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PRINT_AGAIN = "用“打印为PDF”重新生成后上传"
BLANK = b"\x00\t\n\r\x1a "
DANGERS = (
    (re.compile(rb"/Encrypt\b"), Fault("设有密码或者限制", "取消密码后重新上传")),
    (re.compile(rb"/(JavaScript|JS)\b"), Fault("含有脚本程序", PRINT_AGAIN)),
    (
        re.compile(rb"/(Launch|ImportData|SubmitForm|GoToR)\b"),
        Fault("含有会启动程序、打开别处文件或者外发数据的动作", PRINT_AGAIN),
    ),
    (re.compile(rb"/XFA\b"), Fault("含有动态表单，其中可以带脚本", PRINT_AGAIN)),
    (re.compile(rb"/(EmbeddedFiles?|GoToE|RichMedia)\b"), Fault("内嵌了其他文件", "把内嵌的文件取出，分别上传")),
)
BOMB = Fault("展开后过大，不像正常的文件", PRINT_AGAIN)


class _Bomb(Exception):
    pass


def look_at_pdf(data: bytes) -> Look:
    body, mark, behind = data.rpartition(b"%%EOF")
    if not body or not mark:
        return DAMAGED
    if behind.strip(BLANK):
        return Fault("在PDF内容之后夹带了其他内容", PRINT_AGAIN)
    try:
        written = b"\n".join(_dictionaries(data))
    except _Bomb:
        return BOMB
    plain = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), written)
    found = next((fault for pattern, fault in DANGERS if pattern.search(plain)), None)
    return found or Sound("pdf", data)


def _dictionaries(data: bytes) -> Iterator[bytes]:
    """Everything outside streams, and the contents of object streams; other streams are only weighed."""
    place = total = 0
    for match in STREAM.finditer(data):
        if match.start() < place:
            continue
        head = data[place : match.start()]
        yield head
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        own = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), head[head.rfind(b" obj") + 1 :])
        is_objects = b"/ObjStm" in own
        contents, size = _unpacked(data[match.end() : end], own, keep=is_objects)
        total += size
        if total > LARGEST_TOTAL:
            raise _Bomb
        yield contents
        place = end
    yield data[place:]


def _unpacked(raw: bytes, own: bytes, *, keep: bool) -> tuple[bytes, int]:
    """What a Flate stream holds (only if asked to ``keep``) and its size; damaged ends are the reader's business."""
    if b"/FlateDecode" not in own and b"/Fl" not in own:
        return (raw if keep else b""), len(raw)
    unpacker, pieces, size = zlib.decompressobj(), [], 0
    rest = raw
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, PIECE)
            rest = unpacker.unconsumed_tail
            size += len(piece)
            if size > LARGEST_STREAM:
                raise _Bomb
            if keep:
                pieces.append(piece)
    except zlib.error:
        return b"".join(pieces), size
    return b"".join(pieces), size
