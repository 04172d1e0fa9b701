"""Names that are safe on Windows, Linux and in a zip archive, and that show what they are.

Sources: the reserved names and characters of Windows (Naming Files, Paths, and Namespaces); CVE-2021-42574 for characters that turn
the direction of text and hide an extension.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 180  # bytes of UTF-8: Linux allows 255, and a number or a folder may still be put in front
LONGEST_EXTENSION = 10
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in "123456789¹²³"), *(f"lpt{n}" for n in "123456789¹²³")}
)
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
NAMELESS = "未命名"


def safe_name(name: str) -> str:
    """One name without folders: NFC, no control, direction or reserved characters, at most ``LONGEST`` bytes, extension kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c) not in INVISIBLE)
    plain = " ".join(seen.translate(FORBIDDEN).split()).strip(". ")
    stem, extension = split_extension(plain)
    if stem.split(".")[0].rstrip().casefold() in RESERVED:
        stem = f"_{stem}"
    return (cut(stem, LONGEST - len(extension.encode())).rstrip(". ") or NAMELESS) + extension


def split_extension(name: str) -> tuple[str, str]:
    """``("报告", ".docx")``; a long or blank "extension" belongs to the stem."""
    extension = PurePosixPath(name).suffix
    if not 1 < len(extension) <= LONGEST_EXTENSION or " " in extension:
        return name, ""
    return name[: -len(extension)], extension


def cut(text: str, size: int) -> str:
    """The beginning of ``text`` that fits in ``size`` bytes of UTF-8, never half a character."""
    return text.encode()[:size].decode(errors="ignore")
