"""The door of this package: what kind of file it is, by its contents, and the reader for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from .container import LARGEST_FILE, OLE, ZIP, Container, check_container, ole_sentence
from .document import Document, Unreadable
from .office import PROGRAMS, converted
from .text import read_text

OTHERS = (
    (b"%PDF", "PDF文件不能直接读取。请打开PDF复制全文，用“粘贴文字”的方式提交，或上传Word原文件。"),
    (b"{\\rtf", "RTF文件不能直接读取。请用Word打开，另存为.docx后重新上传。"),
    (b"\x89PNG", "这是图片，不能读取文字。请上传Word、Excel或文本文件。"),
    (b"\xff\xd8\xff", "这是图片，不能读取文字。请上传Word、Excel或文本文件。"),
    (b"GIF8", "这是图片，不能读取文字。请上传Word、Excel或文本文件。"),
    (b"\x7fELF", "这是程序，不是方案文件。请上传Word、Excel或文本文件。"),
    (b"MZ", "这是程序，不是方案文件。请上传Word、Excel或文本文件。"),
    (b"Rar!", "这是压缩包。请解压后上传其中的方案文件。"),
    (b"7z\xbc\xaf", "这是压缩包。请解压后上传其中的方案文件。"),
    (b"\x1f\x8b", "这是压缩包。请解压后上传其中的方案文件。"),
)
WEB_PAGE = (b"<!doctype html", b"<html", b"<?xml", b"<script", b"<svg")
TEXT_SUFFIXES = ("", ".txt", ".text", ".md", ".csv", ".tsv")


def read_document(data: bytes, name: str) -> Document:
    """Read a Word, Excel or text file; ``name`` is only compared with what the contents are.

    Raises :class:`Unreadable` with a Chinese sentence.  Runs in the calling process: for files from outside use
    ``child.read_in_child``.
    """
    suffix = PurePath(name).suffix.lower()
    refuse_at_sight(data)
    if data.startswith(OLE):
        return _read_old(data)
    if data.startswith(ZIP):
        container = check_container(data)
        expected = {"docx": (".docx", ".dotx", ""), "xlsx": (".xlsx", ".xltx", "")}[container.kind]
        if suffix not in expected:
            what = {"docx": "Word文档", "xlsx": "Excel工作簿"}[container.kind]
            raise Unreadable(f"文件名以“{suffix}”结尾，内容却是{what}。请把扩展名改为.{container.kind}后重新上传。")
        return _said_by_whom(_read_office(container), name)
    if suffix not in TEXT_SUFFIXES:
        raise Unreadable(f"文件名以“{suffix[:10]}”结尾，内容却不是这种文件，可能已损坏。请上传.docx、.xlsx或.txt文件。")
    return _said_by_whom(read_text(data), name)


def _read_office(container: Container) -> Document:
    """Each parser is loaded when its kind of file is there: the child that reads one starts sooner, the pages never need it."""
    if container.kind == "docx":
        from .docx import read_docx

        return read_docx(container)
    from .xlsx import read_xlsx

    return read_xlsx(container)


def refuse_at_sight(data: bytes) -> None:
    """What needs no parser to be refused: nothing in it, too large, or plainly another kind of file."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的。请检查文件后重新上传。")
    if len(data) > LARGEST_FILE:
        raise Unreadable(
            f"文件有{len(data) / 1048576:.0f}兆，超过{LARGEST_FILE // 1048576}兆的上限。请删除图片后重新上传。"
        )
    for magic, sentence in OTHERS:
        if data.startswith(magic):
            raise Unreadable(sentence)
    if data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE):
        raise Unreadable("这是网页或XML文件，不是Word、Excel或文本文件。请在浏览器中复制正文，用“粘贴文字”的方式提交。")


def is_old_word(data: bytes) -> bool:
    return data.startswith(OLE) and "WordDocument".encode("utf-16-le") in data and b"EncryptedPackage" not in data


def _read_old(data: bytes) -> Document:
    if not is_old_word(data):
        raise Unreadable(ole_sentence(data))
    return read_document(*converted(data))


def _said_by_whom(document: Document, name: str) -> Document:
    """What was a .doc before says so, and who turned it into what was read."""
    program = PROGRAMS.get(name)
    if program is None:
        return document
    said = f"旧版.doc文件由{program}转换后读取，请核对版式。"
    return replace(document, kind="doc", notes=(*document.notes, said))
