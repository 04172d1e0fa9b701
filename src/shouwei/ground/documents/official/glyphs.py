"""Which characters the fonts for PDF can show, read from their cmap tables.

Source: OpenType specification, cmap subtable format 12. A character no font has (a rare name, an emoji) would be printed as an empty
box that nobody notices; it is printed as 〓, the compositor's sign for a missing character, and listed at the end of the paper.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

MISSING = "〓"
Ranges = list[tuple[int, int]]


def lacking(text: str) -> list[str]:
    """The characters of ``text`` that no font has, each once, in order of appearance. Line breaks do not count."""
    return [c for c in dict.fromkeys(text) if c != "\n" and not any(_covers(r, ord(c)) for r in _fonts())]


@cache
def _fonts() -> tuple[Ranges, ...]:
    return tuple(cmap_ranges(path.read_bytes()) for path in (Path(serif_path()), Path(sans_path())))


def _covers(ranges: Ranges, code: int) -> bool:
    place = bisect_right(ranges, (code, 0x110000)) - 1
    return place >= 0 and ranges[place][0] <= code <= ranges[place][1]


def cmap_ranges(font: bytes) -> Ranges:
    """First and last code point of each group of the full Unicode cmap, ascending; ``ValueError`` when there is none."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 12:
            (groups,) = struct.unpack_from(">I", font, start + offset + 12)
            found = [struct.unpack_from(">III", font, start + offset + 16 + 12 * i) for i in range(groups)]
            return [(first, last) for first, last, glyph in found if glyph or first != last]
    raise ValueError("the font has no cmap of format 12")


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name!r}")
