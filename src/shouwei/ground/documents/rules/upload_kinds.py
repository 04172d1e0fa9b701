"""What a file is, by its content and never by its name: the kinds we keep, and the kinds we can name when we refuse them."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"Rar!\x1a\x07", "pack"),
    (b"7z\xbc\xaf\x27\x1c", "pack"),
    (b"\x1f\x8b", "pack"),
    (b"{\\rtf", "rtf"),
    (b"\x00\x00\x01\x00", "ico"),
)
SHORT = 2  # signatures a text could begin with by chance: they count only in binary files
ACTIVE = (
    (re.compile(r"<svg[\s>]", re.I), "svg"),
    (re.compile(r"<(!doctype\s+html|html|head|body|script|iframe|object|embed|meta|form)[\s>/]", re.I), "html"),
    (re.compile(r"<\?(php|=)|<%[@=\s]", re.I), "script"),
    (re.compile(r"\A\s*#!|\A\s*@echo\s|\A\s*(powershell|wscript|cscript|cmd)(\.exe)?\s", re.I), "script"),
    (re.compile(r"\A\s*MIME-Version:", re.I), "html"),
    (re.compile(r"\A\s*<\?xml|\A\s*<!DOCTYPE", re.I), "xml"),
)
REFUSED = {
    "zip": ("是压缩包", "解压后逐个上传其中的文件"),
    "pack": ("是压缩包", "解压后逐个上传其中的文件"),
    "gif": ("是GIF图片，暂不接收", "另存为.jpg或.png后重新上传"),
    "webp": ("是WebP图片，暂不接收", "另存为.jpg或.png后重新上传"),
    "heic": ("是HEIC照片，很多电脑打不开", "在手机中另存为.jpg，或者截图后重新上传"),
    "bmp": ("是BMP图片，暂不接收", "另存为.jpg或.png后重新上传"),
    "tiff": ("是TIFF图片，暂不接收", "另存为.jpg或.png后重新上传"),
    "ico": ("是图标文件，暂不接收", "另存为.jpg或.png后重新上传"),
    "video": ("是视频，暂不接收", "截取关键画面存为.jpg，或者上传文字说明"),
    "program": ("是可以运行的程序", "只上传文档、表格、图片等材料"),
    "rtf": ("是RTF文档，暂不接收", "用Word或WPS打开，另存为.docx后重新上传"),
    "svg": ("是SVG图形，可能带有程序", "另存为.png或.pdf后重新上传"),
    "html": ("是网页", "用浏览器、Excel或Word打开，另存为.pdf、.xlsx或.docx后重新上传"),
    "script": ("是程序脚本", "只上传文档、表格、图片等材料"),
    "xml": ("是XML文件", "用Excel或Word打开，另存为.xlsx或.docx后重新上传"),
    "binary": ("无法识别是什么文件", "另存为.pdf、.docx、.xlsx、.jpg等常用格式后重新上传"),
}
"""Kind → what it is, and the remedy after 请."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind we keep: its name on screen, its media type and the extensions that may stand for it, the usual one first."""

    name: str
    media_type: str
    extensions: tuple[str, ...]


OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "pdf": Kind("PDF文件", "application/pdf", (".pdf",)),
    "docx": Kind("Word文档", f"{OOXML}wordprocessingml.document", (".docx",)),
    "xlsx": Kind("Excel工作簿", f"{OOXML}spreadsheetml.sheet", (".xlsx",)),
    "pptx": Kind("演示文稿", f"{OOXML}presentationml.presentation", (".pptx",)),
    "doc": Kind("旧版Word文档", "application/msword", (".doc", ".wps")),
    "xls": Kind("旧版Excel工作簿", "application/vnd.ms-excel", (".xls", ".et")),
    "ppt": Kind("旧版演示文稿", "application/vnd.ms-powerpoint", (".ppt", ".dps")),
    "jpg": Kind("JPEG图片", "image/jpeg", (".jpg", ".jpeg")),
    "png": Kind("PNG图片", "image/png", (".png",)),
    "txt": Kind("文本文件", "text/plain", (".txt", ".csv")),
    "csv": Kind("逗号分隔表格", "text/csv", (".csv",)),
}


def sniff(data: bytes) -> str:
    """A key of ``KINDS`` or ``REFUSED``, or "zip"/"ole" which need a closer look."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature) and (len(signature) > SHORT or b"\x00" in data[:512]):
            return kind
    if data[:4] == b"RIFF":
        return "webp" if data[8:12] == b"WEBP" else "video"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heif", b"avif"} else "video"
    text = decoded(data)
    if text is None:
        return "binary"
    return next((kind for pattern, kind in ACTIVE if pattern.search(text)), "txt")


def decoded(data: bytes) -> str | None:
    """Text by its byte order mark, else UTF-8, else GB 18030; None when none fits or it holds control characters."""
    has_mark = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(ord(c) < 32 and c not in "\t\n\r\f" for c in set(text)) else text
    return None
