"""An official paper as PDF/A-2u: archival, with every glyph embedded and mapped to Unicode, and byte for byte reproducible."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path, serif_path

from shouwei.ground.documents.official.document import OfficialDocument
from shouwei.ground.documents.official.glyphs import MISSING, lacking
from shouwei.ground.documents.official.sheet import Json, made_on, sheet_of

TEMPLATE = Path(__file__).with_name("official.typ")
STANDARD: typst.PDFStandard = "a-2u"


def to_pdf(paper: OfficialDocument) -> bytes:
    """The same value gives the same bytes. No network, no system fonts; about half a second for a paper of a few pages."""
    sheet = _with_glyphs(sheet_of(paper))
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=_moment(made_on(paper)),
    )


@cache
def _fonts() -> typst.Fonts:
    folders: list[str] = sorted({str(Path(path).parent) for path in (serif_path(), sans_path())})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _moment(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp())


def _with_glyphs(sheet: Json) -> Json:
    """The sheet with 〓 for what the fonts lack, and a last paragraph that names those characters by their code."""
    missing = lacking(json.dumps(sheet, ensure_ascii=False))
    if not missing:
        return sheet
    changed: Json = _replaced(sheet, str.maketrans(dict.fromkeys(missing, MISSING)))
    codes = "、".join(f"U+{ord(c):04X}" for c in missing)
    note = f"注：文中“{MISSING}”为版式文件字库未收录的字（依次为 {codes}），以 Word 文稿为准。"
    blocks = changed["parts"][-1]["blocks"]
    end = len(blocks) - 1 if blocks[-1]["type"] == "record" else len(blocks)
    blocks.insert(end, {"type": "paragraph", "lead": "", "text": note, "indent": False})
    return changed


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(item, table) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, table) for item in value]
    return value.translate(table) if isinstance(value, str) else value
