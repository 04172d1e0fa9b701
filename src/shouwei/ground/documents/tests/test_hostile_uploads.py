"""Files somebody might hand in to do harm or by mistake, one of each class, each with the verdict that is expected.

Accept: kept as it is. Normalise: kept changed, and the uploader is told. Reject: refused with a sentence. Everything is made here and
works nowhere; values inside tables (formula injection, dates) are the import centre's and tested there.
"""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass

import pytest

from shouwei.ground.documents.rules.upload_fault import EICAR
from shouwei.ground.documents.rules.uploads import Judged, check_upload

from . import upload_samples as make

SECONDS = 10.0
MEMORY = 512 * 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD, EXCEL = make.word(), make.excel()
ACCEPT, NORMALISE, REJECT = "accept", "normalise", "reject"


@dataclass(frozen=True, slots=True)
class Hostile:
    group: str
    name: str
    data: bytes
    verdict: str


def plain_zip(names: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names:
            archive.writestr(name, data)
    return buffer.getvalue()


def many_members() -> bytes:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        own = [(name, archive.read(name)) for name in archive.namelist()]
    return plain_zip([*own, *((f"word/media/{n}.png", b"") for n in range(20_000))])


def twice_the_same_name() -> bytes:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        own = [(name, archive.read(name)) for name in archive.namelist()]
    return plain_zip([*own, ("WORD/DOCUMENT.XML", b"<other/>")])


def billion_laughs() -> bytes:
    lines = ["<!DOCTYPE d [<!ENTITY a0 'ha'>"]
    lines += [f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)]
    return "".join([*lines, "]><d>&a9;</d>"]).encode()


def pixel_flood() -> bytes:
    return make.png(width=60_000, height=60_000, rows=1)


def png_text_bomb() -> bytes:
    return make.png(extra=make.chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"a" * 50_000_000, 9)))


def many_frames() -> bytes:
    control = make.chunk(b"acTL", (100_000).to_bytes(4, "big") + bytes(4))
    return make.png(extra=control)


def profile_bomb() -> bytes:
    return make.png(extra=make.chunk(b"iCCP", b"x\x00\x00" + zlib.compress(bytes(50_000_000), 9)))


def gif_that_is_a_script() -> bytes:
    return b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)"


def patched(data: bytes, place: int, form: str, number: int, nth: int = 0) -> bytes:
    """A zip with one number of its directory changed, at ``place`` of the ``nth`` entry."""
    changed, at = bytearray(data), -1
    for _ in range(nth + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into(form, changed, at + place, number)
    return bytes(changed)


def part(xml: str) -> bytes:
    return make.with_parts(WORD, {"word/document.xml": xml.encode()})


OUTER = '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'
CORPUS = [
    Hostile("file type confusion", "名单.xls", b"<html><table><tr><td>1</td></tr></table></html>", REJECT),
    Hostile("file type confusion", "名单.xls", b'<?xml version="1.0"?><Workbook/>', REJECT),
    Hostile("file type confusion", "照片.jpg", b"<?php system($_GET[0]);", REJECT),
    Hostile("file type confusion", "照片.jpg", make.jpeg(behind=plain_zip([("a.html", b"<script>")])), NORMALISE),
    Hostile("file type confusion", "纪要.pdf", b"<html></html>" + make.pdf(), REJECT),
    Hostile("file type confusion", "纪要.docx", EXCEL, REJECT),
    Hostile("damaged", "纪要.docx", WORD[: len(WORD) // 2], REJECT),
    Hostile("damaged", "图.png", make.png()[:-20] + b"\x00" * 20, REJECT),
    Hostile("damaged", "件.pdf", make.pdf()[:-40], REJECT),
    Hostile("encodings", "名单.csv", "姓名\n𠮷示例\n".encode("gb18030"), ACCEPT),
    Hostile("encodings", "说明.txt", "按规定公开".encode("utf-16"), ACCEPT),
    Hostile("encodings", "说明.txt", b"\xc0\xaf\xc0\xaf\x00\x01", REJECT),
    Hostile("zip bombs", "纪要.docx", make.with_parts(WORD, {"word/media/x.png": bytes(97 << 20)}), REJECT),
    Hostile("zip bombs", "纪要.docx", make.lying_size(WORD), REJECT),
    Hostile("zip bombs", "纪要.docx", many_members(), REJECT),
    Hostile("zip bombs", "包.zip", plain_zip([("内.zip", plain_zip([("x", bytes(1 << 20))]))]), REJECT),
    Hostile("zip bombs", "件.pdf", make.pdf_with_stream(b"", bytes(97 << 20)), REJECT),
    Hostile("zip bombs", "图.png", png_text_bomb(), NORMALISE),
    Hostile(
        "XXE",
        "纪要.docx",
        make.with_parts(WORD, {"word/document.xml": f"<!DOCTYPE d [{OUTER}]><d>&x;</d>".encode()}),
        REJECT,
    ),
    Hostile(
        "XXE",
        "表.xlsx",
        make.with_parts(EXCEL, {"xl/sharedStrings.xml": f"<!DOCTYPE d [{OUTER}]><sst/>".encode()}),
        REJECT,
    ),
    Hostile(
        "XXE",
        "纪要.docx",
        make.with_parts(WORD, {"word/document.xml": f"<!DOCTYPE d [{OUTER}]><d/>".encode("utf-16")}),
        REJECT,
    ),
    Hostile("XXE", "图.svg", f"<!DOCTYPE svg [{OUTER}]><svg>&x;</svg>".encode(), REJECT),
    Hostile("entity bombs", "纪要.docx", make.with_parts(WORD, {"word/styles.xml": billion_laughs()}), REJECT),
    Hostile("entity bombs", "清单.xml", billion_laughs(), REJECT),
    Hostile("names", "../../etc/passwd.txt", b"x", NORMALISE),
    Hostile("names", "总\u202ecod.exe结.txt", b"x", NORMALISE),
    Hostile("names", "CON.txt", b"x", NORMALISE),
    Hostile("names", "纪要.docx", make.with_parts(WORD, {"../evil.xml": b"<x/>"}), REJECT),
    Hostile("names", "纪要.docx", twice_the_same_name(), REJECT),
    Hostile("values", "说明.csv", b"=cmd|' /C calc'!A0\n", REJECT),
    Hostile("values", "说明.txt", "甲\x00乙".encode(), REJECT),
    Hostile("macros and objects", "纪要.docx", make.macro_enabled(WORD), REJECT),
    Hostile("macros and objects", "纪要.docx", make.with_parts(WORD, {"word/vbaProject.bin": b"x"}), REJECT),
    Hostile(
        "macros and objects",
        "纪要.docx",
        make.with_body(WORD, "<w:r><w:instrText>DDEAUTO c:\\calc</w:instrText></w:r>"),
        REJECT,
    ),
    Hostile("macros and objects", "纪要.docx", make.with_parts(WORD, {"word/embeddings/a.bin": b"MZ"}), REJECT),
    Hostile(
        "macros and objects",
        "纪要.docx",
        make.with_relation(WORD, "attachedTemplate", "http://127.0.0.1:9/t.dotm"),
        REJECT,
    ),
    Hostile("macros and objects", "旧.doc", make.ole("WordDocument", "_VBA_PROJECT"), REJECT),
    Hostile("macros and objects", "件.pdf", make.pdf_with(b"/OpenAction << /S /J#61vaScript /JS (x) >>"), REJECT),
    Hostile("macros and objects", "件.pdf", make.pdf_with(b"/Names << /EmbeddedFiles 3 0 R >>"), REJECT),
    Hostile("macros and objects", "件.pdf", make.pdf_with(b"/Encrypt 3 0 R"), REJECT),
    Hostile("images and malware", "图.png", pixel_flood(), REJECT),
    Hostile("images and malware", "照片.jpg", make.jpeg(extra=make.exif(6)), NORMALISE),
    Hostile("images and malware", "图.png", many_frames(), NORMALISE),
    Hostile("images and malware", "图.svg", b"<svg onload='alert(1)'/>", REJECT),
    Hostile("images and malware", "说明.txt", EICAR, REJECT),
    Hostile("file type confusion", "纪要.docx", b"{\\rtf1 x}", REJECT),
    Hostile("file type confusion", "照片.gif", gif_that_is_a_script(), REJECT),
    Hostile("file type confusion", "纪要.docx", b"%PDF-1.7\n" + WORD, REJECT),
    Hostile("file type confusion", "纪要.docx", b"MIME-Version: 1.0\n<html></html>", REJECT),
    Hostile("file type confusion", "照片.png", make.jpeg(), REJECT),
    Hostile("damaged", "纪要.docx", patched(WORD, 10, "<H", 99), REJECT),
    Hostile("damaged", "纪要.docx", WORD[:-40], REJECT),
    Hostile("zip bombs", "纪要.docx", patched(WORD, 24, "<I", 0xFFFFFFFF), REJECT),
    Hostile("zip bombs", "纪要.docx", patched(WORD, 42, "<I", 0, nth=1), REJECT),
    Hostile("zip bombs", "图.png", profile_bomb(), NORMALISE),
    Hostile(
        "XXE",
        "表.xlsx",
        make.with_parts(EXCEL, {"[Content_Types].xml": f"<!DOCTYPE d [{OUTER}]><Types/>".encode()}),
        REJECT,
    ),
    Hostile(
        "XXE",
        "纪要.docx",
        make.with_body(WORD, "<w:r><w:instrText>INCLUDETEXT http://127.0.0.1:9/x</w:instrText></w:r>"),
        REJECT,
    ),
    Hostile(
        "XXE",
        "纪要.docx",
        make.with_body(WORD, "<w:r><w:instrText>INCLUDEPICTURE http://127.0.0.1:9/x</w:instrText></w:r>"),
        REJECT,
    ),
    Hostile(
        "XXE",
        "纪要.docx",
        part(
            f'<w:document xmlns:w="{W}"><x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/></w:document>'
        ),
        ACCEPT,
    ),
    Hostile("entity bombs", "纪要.docx", part("<a>" * 100_000 + "</a>" * 100_000), REJECT),
    Hostile("entity bombs", "纪要.docx", part("<a " + " ".join(f'b{n}="1"' for n in range(50_000)) + "/>"), REJECT),
    Hostile("names", "纪要.docx", make.with_parts(WORD, {"/etc/x.xml": b"<x/>"}), REJECT),
    Hostile("names", "纪要.docx", make.with_parts(WORD, {"word\\..\\x.xml": b"<x/>"}), REJECT),
    Hostile("names", "甲\r\nSet-Cookie: a=b.txt", b"x", NORMALISE),
    Hostile("names", "甲\x00.exe.txt", b"x", NORMALISE),
    Hostile("names", "甲" * 400 + ".txt", b"x", NORMALISE),
    Hostile("macros and objects", "纪要.docx", make.with_relation(WORD, "image", "http://127.0.0.1:9/x.png"), REJECT),
    Hostile("macros and objects", "纪要.docx", make.with_relation(WORD, "oleObject", "file://127.0.0.1/x"), REJECT),
    Hostile("macros and objects", "纪要.docx", make.with_relation(WORD, "hyperlink", "javascript:alert(1)"), REJECT),
    Hostile("macros and objects", "纪要.docx", make.with_parts(WORD, {"word/activeX/activeX1.bin": b"x"}), REJECT),
    Hostile("macros and objects", "表.xlsx", make.with_parts(EXCEL, {"xl/macrosheets/sheet1.xml": b"<x/>"}), REJECT),
    Hostile(
        "macros and objects",
        "表.xlsx",
        make.with_parts(
            EXCEL,
            {
                "xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink ddeService='cmd' ddeTopic='/c calc'/></externalLink>"
            },
        ),
        REJECT,
    ),
    Hostile("macros and objects", "锁.docx", make.ole("EncryptedPackage"), REJECT),
    Hostile("macros and objects", "件.pdf", make.pdf_with(b"/OpenAction << /S /Launch /F (calc.exe) >>"), REJECT),
    Hostile(
        "macros and objects",
        "件.pdf",
        make.pdf_with(b"/OpenAction << /S /GoToR /F (\\\\\\\\127.0.0.1\\\\x) >>"),
        REJECT,
    ),
    Hostile(
        "macros and objects",
        "件.pdf",
        make.pdf_with(b"/AA << /O << /S /SubmitForm /F (http://127.0.0.1:9) >> >>"),
        REJECT,
    ),
    Hostile("macros and objects", "件.pdf", make.pdf_with(b"/AcroForm << /XFA 3 0 R >>"), REJECT),
    Hostile("images and malware", "图.svg", b"<svg><a href='javascript:alert(1)'/></svg>", REJECT),
    Hostile("images and malware", "图.bmp", b"BM" + bytes(60), REJECT),
    Hostile("controls", "纪要.docx", WORD, ACCEPT),
    Hostile("controls", "表.xlsx", EXCEL, ACCEPT),
    Hostile("controls", "件.pdf", make.pdf(), ACCEPT),
    Hostile("controls", "说明.txt", "进展顺利".encode(), ACCEPT),
]


def verdict_on(hostile: Hostile) -> str:
    judged = check_upload(hostile.name, hostile.data)
    if not isinstance(judged, Judged):
        assert judged.reason.endswith("。")
        return REJECT
    changed = (judged.data, judged.safe_name) != (hostile.data, hostile.name)
    assert bool(judged.notes) is changed, "what was changed is told, and nothing else is"
    return NORMALISE if changed else ACCEPT


@pytest.mark.parametrize("hostile", CORPUS, ids=[f"{h.group}-{n}" for n, h in enumerate(CORPUS)])
def test_each_gets_its_verdict_in_time(hostile: Hostile) -> None:
    begun = time.monotonic()

    assert verdict_on(hostile) == hostile.verdict
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("make_bomb", [pixel_flood, png_text_bomb, many_members], ids=lambda f: f.__name__)
def test_a_bomb_stays_small_in_memory(make_bomb: object) -> None:
    data = make_bomb()  # type: ignore[operator]  # one of the makers above
    tracemalloc.start()
    check_upload("件", data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < MEMORY


def test_the_corpus_has_every_class() -> None:
    """The counts this suite stands for; a case that is dropped is seen here."""
    print(Counter(h.group for h in CORPUS), Counter(h.verdict for h in CORPUS))

    assert Counter(h.verdict for h in CORPUS) == {REJECT: 65, NORMALISE: 11, ACCEPT: 7}
    assert len({h.group for h in CORPUS}) == 11
