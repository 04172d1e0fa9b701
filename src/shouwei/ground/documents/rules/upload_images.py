"""Photographs without what they tell in secret: place, device, comments, hidden previews, and files hung on behind.

Nothing is decoded or recompressed: the parts an image needs are copied, all others are left out. The way up (EXIF orientation) is kept,
or every phone photograph would lie on its side. Sources: ITU-T T.81 annex B; W3C PNG, 4.7; Exif 2.32, 4.6.
"""

from __future__ import annotations

import struct
import zlib

from shouwei.ground.documents.rules.upload_fault import DAMAGED, Fault, Look, Sound

LARGEST_PIXELS = 64_000_000
STRIPPED = "已去除图片中的拍摄地点、设备等附带信息"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
KEPT_PNG = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND"}
)
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ORIENTATION = 0x0112


class _Broken(Exception):
    """The image ends or contradicts itself."""


def look_at_jpeg(data: bytes) -> Look:
    try:
        kept, pixels = _jpeg(data)
    except (_Broken, struct.error, IndexError):
        return DAMAGED
    return _too_many(pixels) or Sound("jpg", kept, () if kept == data else (STRIPPED,))


def look_at_png(data: bytes) -> Look:
    try:
        kept, pixels = _png(data)
        if fault := _too_many(pixels):
            return fault
        _weigh_png(kept)
    except (_Broken, struct.error, zlib.error):
        return DAMAGED
    return Sound("png", kept, () if kept == data else (STRIPPED,))


def _too_many(pixels: int) -> Fault | None:
    if pixels <= LARGEST_PIXELS:
        return None
    most = LARGEST_PIXELS // 10_000
    return Fault(f"有{pixels // 10_000}万像素，超过{most}万像素的上限", "缩小图片后重新上传")


def _jpeg(data: bytes) -> tuple[bytes, int]:
    """The image without its extras, and its pixels."""
    kept, place, pixels = [b"\xff\xd8"], 2, 0
    while True:
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        if data[place] != 0xFF:
            raise _Broken
        marker = data[place + 1]
        if marker == 0xD9:
            if not pixels:
                raise _Broken
            return b"".join((*kept, b"\xff\xd9")), pixels
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise _Broken
        segment = data[place:end]
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            pixels = max(pixels, height * width)
        if marker == 0xDA:
            end = _scan_end(data, end)
            segment = data[place:end]
        kept.append(_kept_segment(marker, segment))
        place = end


def _kept_segment(marker: int, segment: bytes) -> bytes:
    if marker == 0xE1 and (way_up := _orientation(segment)) > 1:
        return _exif_with(way_up)
    is_extra = 0xE0 <= marker <= 0xEF or marker == 0xFE
    is_needed = marker in {0xE0, 0xEE} or segment[4:16] == b"ICC_PROFILE\x00"
    return b"" if is_extra and not is_needed else segment


def _scan_end(data: bytes, place: int) -> int:
    """Where the compressed data end: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise _Broken
        if data[place + 1] == 0 or 0xD0 <= data[place + 1] <= 0xD7 or data[place + 1] == 0xFF:
            place += 1 if data[place + 1] == 0xFF else 2
            continue
        return place


def _orientation(segment: bytes) -> int:
    """1 to 8; 0 when the segment does not say."""
    if segment[4:10] != b"Exif\x00\x00" or len(segment) < 20:
        return 0
    body = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if order is None:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", body, 4)
        (count,) = struct.unpack_from(f"{order}H", body, first)
        for index in range(min(count, 64)):
            tag, _form, _count, value = struct.unpack_from(f"{order}HHIH", body, first + 2 + 12 * index)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _exif_with(way_up: int) -> bytes:
    """An EXIF segment that says nothing but the way up."""
    body = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, way_up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> tuple[bytes, int]:
    kept, place, pixels = [data[:8]], 8, 0
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise _Broken
        (crc,) = struct.unpack_from(">I", data, end - 4)
        if zlib.crc32(data[place + 4 : end - 4]) != crc or (not pixels and name != b"IHDR"):
            raise _Broken
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data, place + 8)
            pixels = width * height
        if name in KEPT_PNG:
            kept.append(data[place:end])
        if name == b"IEND":
            return b"".join(kept), pixels
        place = end


def _weigh_png(data: bytes) -> None:
    """The compressed rows must unpack to what the header promises and not to more."""
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    if colour not in CHANNELS or not width or not height:
        raise _Broken
    row = -(-width * depth * CHANNELS[colour] // 8) + 1
    most = row * height + (8 * (row + height) if interlaced else 0)
    unpacker, total, place = zlib.decompressobj(), 0, 8
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        piece = data[place + 8 : place + 8 + length] if name == b"IDAT" else b""
        while piece:
            total += len(unpacker.decompress(piece, 1 << 20))
            piece = unpacker.unconsumed_tail
            if total > most:
                raise _Broken
        place += 12 + length
    if total < row * height and not interlaced:
        raise _Broken
