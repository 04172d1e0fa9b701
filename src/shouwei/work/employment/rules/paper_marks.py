"""What a paper leaves behind for comparing: a picture's likeness, its seal, a document's wording, the day it was made.

Only digests and bits are kept, never the paper's words: two equal marks say that two papers are alike and nothing else. A likeness is a
difference hash (one bit for each pair of neighbouring cells of a coarse grid), so that a smaller or paler copy gives nearly the same
bits. Text is read from .docx alone; a PDF that is a scan is its picture and has neither words nor a day of its own.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from lxml import etree  # type: ignore[import-untyped]  # it ships no stubs
from PIL import Image

GRID = 64
"""Cells each way; a likeness has GRID × GRID bits."""
SAME_CELL = 2
"""Levels of grey by which cells may differ and still count as one: paper is never quite white."""
LOOKED_AT = 900
"""Pixels of the longer side when a seal is looked for."""
LEAST_SEAL = 40
"""Pixels of its side at that size."""
LEAST_BITS = 200
"""Three times what copies of one sheet may differ by (``paper_checks.SAME_PICTURE``)."""
LEAST_WORDS = 60
"""Characters without names and figures; shorter texts are alike by chance."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
CREATED = "{http://purl.org/dc/terms/}created"
MADE_IN_PDF = re.compile(rb"/CreationDate\s*\(D:(\d{8})")

SCAN_IN_PDF = re.compile(rb"/DCTDecode[^\0]{0,400}?>>\s*stream\r?\n")


@dataclass(frozen=True, slots=True)
class Marks:
    """Empty and None where a paper has no such thing."""

    picture: bytes = b""
    seal: bytes = b""
    wording: str = ""
    made_on: date | None = None


def marks_of(data: bytes, media_type: str, *, names: tuple[str, ...]) -> Marks:
    """Of a file that passed the gate. ``names`` (the graduate's, the employer's) are taken out of its words before these are digested."""
    if media_type.startswith("image/"):
        return _of_picture(data)
    if data.startswith(b"PK"):
        try:
            return _of_word(data, names)
        except (etree.XMLSyntaxError, zipfile.BadZipFile):
            return Marks()
    return _of_pdf(data) if data.startswith(b"%PDF") else Marks()


def _of_picture(data: bytes) -> Marks:
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as picture:
        picture.draft("RGB", (2 * LOOKED_AT, 2 * LOOKED_AT))
        return Marks(picture=likeness(picture), seal=seal_of(picture))


def _of_pdf(data: bytes) -> Marks:
    """Typed, it tells when it was made; a scan is the largest photograph in it, and was made when it was scanned."""
    if b"/Font" in data:
        found = MADE_IN_PDF.search(data)
        return Marks(made_on=_day(found[1].decode()) if found else None)
    starts = [found.end() for found in SCAN_IN_PDF.finditer(data)]
    scans = [data[start : data.find(b"endstream", start)] for start in starts]
    try:
        return _of_picture(max(scans, key=len)) if scans else Marks()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Marks()


def likeness(picture: Image.Image) -> bytes:
    grey = np.asarray(picture.convert("L").resize((GRID + 1, GRID), Image.Resampling.BOX), dtype=np.int16)
    return _packed(grey[:, :-1] > grey[:, 1:] + SAME_CELL)


def seal_of(picture: Image.Image) -> bytes:
    """The red round (or square) thing on the page, as bits of its own frame; empty when there is none."""
    small = picture.convert("RGB")
    small.thumbnail((LOOKED_AT, LOOKED_AT))
    pixels = np.asarray(small, dtype=np.int16)
    red = (pixels[..., 0] > 110) & (pixels[..., 0] - pixels[..., 1:].max(axis=2) > 45)
    rows, columns = np.flatnonzero(red.sum(axis=1) > 1), np.flatnonzero(red.sum(axis=0) > 1)
    if not len(rows) or not len(columns):
        return b""
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    high, wide = bottom - top, right - left
    if min(high, wide) < LEAST_SEAL or not 0.7 < high / wide < 1.43:
        return b""
    frame = Image.fromarray((red[top:bottom, left:right] * 255).astype(np.uint8)).resize(
        (GRID, GRID), Image.Resampling.BOX
    )
    return _packed(np.asarray(frame) > 110)


def _packed(bits: np.ndarray) -> bytes:
    """Empty for a nearly blank page: two of them are alike whatever they are."""
    return np.packbits(bits).tobytes() if bits.sum() >= LEAST_BITS else b""


def alike(marks: Sequence[bytes], *, within: int) -> list[tuple[int, int]]:
    """Places of pairs that differ in at most ``within`` bits. Every pair is looked at: an eighth of the bits first, the rest for few."""
    if len(marks) < 2:
        return []
    words = np.frombuffer(b"".join(marks), dtype=np.uint64).reshape(len(marks), -1)
    few = np.ascontiguousarray(words[:, ::8])
    found = []
    for place in range(len(marks) - 1):
        near = np.bitwise_count(few[place + 1 :] ^ few[place]).sum(axis=1, dtype=np.int32) <= within
        rest = place + 1 + np.flatnonzero(near)
        apart = np.bitwise_count(words[rest] ^ words[place]).sum(axis=1, dtype=np.int32)
        found += [(place, int(other)) for other in rest[apart <= within]]
    return found


def wording_of(text: str, names: tuple[str, ...]) -> str:
    """A digest of the text without names, figures, signs and spaces; "" for a text too short to tell anything."""
    for name in names:
        text = text.replace(name, "") if name else text
    bare = re.sub(r"[\W\d_a-zA-Z]", "", text)
    return hashlib.sha256(bare.encode()).hexdigest() if len(bare) >= LEAST_WORDS else ""


def _of_word(data: bytes, names: tuple[str, ...]) -> Marks:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        if "word/document.xml" not in parts:
            return Marks()
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        words = "".join(
            node.text or "" for node in etree.fromstring(archive.read("word/document.xml"), parser).iter(WORD)
        )
        made = None
        if "docProps/core.xml" in parts:
            said = etree.fromstring(archive.read("docProps/core.xml"), parser).findtext(CREATED, "")
            made = _day(said[:10].replace("-", ""))
    return Marks(wording=wording_of(words, names), made_on=made)


def _day(figures: str) -> date | None:
    try:
        return datetime.strptime(figures, "%Y%m%d").date()  # noqa: DTZ007 - a day as the file writes it
    except ValueError:
        return None
