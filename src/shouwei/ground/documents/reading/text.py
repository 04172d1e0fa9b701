"""Plain text files: which encoding they are in, said aloud; and pasted text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from .document import MOST_CHARACTERS, Allowance, Document, Paragraph, Unreadable

NO_TEXT = "请确认文件内容，或打开文件后复制文字，用“粘贴文字”的方式提交。"
STRANGE_SHARE = 0.005
"""Control and unassigned characters a real text may hold (form feeds, private-use bullets)."""
MOST_BYTES = 4 * MOST_CHARACTERS  # no encoding of Chinese text takes more
BREAKS = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")


def read_text(data: bytes) -> Document:
    """One paragraph per line; blank lines are kept, because they separate the cells of flattened tables."""
    if len(data) > MOST_BYTES:
        Allowance().text(" " * (MOST_CHARACTERS + 1), "文末")
    text, encoding = decoded(data)
    return Document(_paragraphs(text), "txt", encoding)


def read_pasted(text: str) -> Document:
    """Text from the clipboard; a table pasted from Word or Excel comes as lines with tabs."""
    if not text.strip():
        raise Unreadable("没有文字。请先复制方案全文（包括任务分解表），再粘贴。")
    return Document(_paragraphs(text), "pasted")


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, tried in a fixed order; raises when it is no text."""
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    ):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, name)
    for codec, name in (*_unmarked_utf16(data), ("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        try:
            return _strictly(data, codec, name)
        except Unreadable:
            continue
    raise Unreadable(f"文件不是文本，或编码无法识别（支持UTF-8、UTF-16、GB18030）。{NO_TEXT}")


def _strictly(data: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable(f"文件按{name}读到第{error.start + 1}字节处出错，可能没有传完整。{NO_TEXT}") from error
    strange = sum(1 for c in text if c not in "\t\n\r\f\v" and unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs"))
    if strange > len(text) * STRANGE_SHARE:
        raise Unreadable(f"文件不是文本（含有{strange}个非文字字符）。{NO_TEXT}")
    return text, name


def _unmarked_utf16(data: bytes) -> list[tuple[str, str]]:
    """UTF-16 without a mark shows by the zero bytes of its line ends, digits and spaces."""
    zeros_even, zeros_odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or zeros_even == zeros_odd or zeros_even + zeros_odd < len(data) / 200:
        return []
    return [("utf-16-be" if zeros_even > zeros_odd else "utf-16-le", "UTF-16")]


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    allowance = Allowance()
    lines = BREAKS.split(allowance.text(text, "文末"))
    return tuple(
        Paragraph(line.rstrip(), f"第{n}行") if line.strip() else Paragraph(line, f"第{n}行")
        for n, line in enumerate(lines, 1)
    )
