"""An official paper as a Word file (.docx) after GB/T 9704-2012, for Word, WPS and LibreOffice; byte for byte reproducible."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt

from shouwei.ground.documents.official.document import Numbering, OfficialDocument
from shouwei.ground.documents.official.sheet import Json, sheet_of
from shouwei.ground.documents.official.word_styles import HEI_FONT, LINE_PITCH, in_schema_order, prepare, set_page
from shouwei.ground.documents.official.word_tables import add_figures, add_record, add_table
from shouwei.ground.documents.official.word_text import RED, field, paragraph, right_indent, rule, run
from shouwei.ground.documents.steady_zip import repacked

Writer = Callable[[Document, Json, float], Any]


def to_docx(paper: OfficialDocument) -> bytes:
    """The same value gives the same bytes."""
    sheet = sheet_of(paper)
    document = docx.Document()
    prepare(document, sheet)
    for index, part in enumerate(sheet["parts"]):
        section = document.add_section(WD_SECTION.NEW_PAGE) if index else document.sections[0]
        set_page(section, part["page"])
        _footers(section, sheet, part["page"]["text_width"])
        for block in part["blocks"]:
            if block["type"] in ("attachments", "signature") and document.paragraphs:
                document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature is never alone on its page
            WRITERS[block["type"]](document, block, part["page"]["text_width"])
    for root in _roots(document):
        in_schema_order(root)
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def _roots(document: Document) -> list[BaseOxmlElement]:
    footers = [footer for section in document.sections for footer in (section.footer, section.even_page_footer)]
    return [document.element, document.styles.element, *(footer._element for footer in footers)]


def _footers(section: Section, sheet: Json, width: float) -> None:
    section.header.is_linked_to_previous = False
    section.even_page_header.is_linked_to_previous = False
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        first = footer.paragraphs[0]
        first._p.getparent().remove(first._p)
        if sheet["numbering"] == Numbering.DASHES:
            _dashes(footer, side)
        if sheet["facts"] or sheet["numbering"] == Numbering.OF_TOTAL:
            _facts(footer, sheet, width)


def _dashes(footer: _Footer, side: str) -> None:
    line = paragraph(footer, "　— ", "公文页码", align=side)
    field(line, "PAGE")
    run(line, " —　")


def _facts(footer: _Footer, sheet: Json, width: float) -> None:
    """Where the number stands between dashes already, only the total follows here: no page bears its number twice."""
    line = paragraph(footer, sheet["facts"], "公文页脚")
    rule(line, "top", eighths=4, ink="787878")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    if sheet["numbering"] == Numbering.OF_TOTAL:
        run(line, "\t第 ")
        field(line, "PAGE")
        run(line, " 页　共 ")
    else:
        run(line, "\t共 ")
    field(line, "NUMPAGES")
    run(line, " 页")


def _red_head(document: Document, block: Json, width: float) -> None:
    name = paragraph(document, "", "公文红头", align="center")
    name.paragraph_format.space_before, name.paragraph_format.space_after = Pt(60), Pt(30)
    run(name, block["name"], size=block["size"], ink=RED)
    _head_line(document, block["number"], block["signer"], width)


def _head_line(document: Document, left: str, right: str, width: float) -> None:
    """The line above the red rule: alone in the middle, or left and right, each one character from the edge."""
    if right:
        line = paragraph(document, f"　{left}\t{right}　", "公文字号")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    else:
        line = paragraph(document, left, "公文字号", align="center")
    rule(line, "bottom", eighths=18, ink=RED)
    line.paragraph_format.space_after = Pt(40)


def _bulletin_head(document: Document, block: Json, width: float) -> None:
    name = paragraph(document, "", "公文红头", align="center")
    name.paragraph_format.space_before, name.paragraph_format.space_after = Pt(28), Pt(16)
    run(name, block["name"], size=block["size"], ink=RED)
    paragraph(document, block["issue"], "公文字号", align="center").paragraph_format.space_after = Pt(10)
    _head_line(document, block["issuer"], block["date"], width)


def _form_head(document: Document, block: Json, _width: float) -> None:
    line = paragraph(document, "", "公文字号", align="right")
    run(line, block["number"], size=14)


def _title(document: Document, block: Json, _width: float) -> None:
    paragraph(document, block["text"], "公文标题", align="center").paragraph_format.space_after = Pt(24)


def _heading(document: Document, block: Json, _width: float) -> None:
    paragraph(document, block["text"], f"Heading {block['level']}")


def _text(document: Document, block: Json, _width: float) -> None:
    line = paragraph(document, "", "公文正文" if block["indent"] else "公文主送", align="both")
    if block["lead"]:
        run(line, block["lead"], font=HEI_FONT)
    run(line, block["text"])


def _attachments(document: Document, block: Json, _width: float) -> None:
    for index, item in enumerate(block["lines"]):
        label, number = item["label"] or "　　　", item.get("number", "")
        line = paragraph(document, label + number + item["text"], "公文主送")
        hang = 3 + (1 if number else 0)
        form = line.paragraph_format
        form.left_indent, form.first_line_indent = Pt(16 * (2 + hang)), Pt(-16 * hang)
        form.space_before = Pt(LINE_PITCH if index == 0 else 0)
        form.keep_with_next = index + 1 < len(block["lines"])


def _signature(document: Document, block: Json, _width: float) -> None:
    for words, indent in ((block["issuer"], block["issuer_indent"]), (block["date"], block["date_indent"])):
        line = paragraph(document, words, "公文落款", align="right")
        right_indent(line, indent, 16)
        line.paragraph_format.keep_with_next = words == block["issuer"]
        line.paragraph_format.space_before = Pt(58 if words == block["issuer"] else 0)


def _annex_label(document: Document, block: Json, _width: float) -> None:
    paragraph(document, block["text"], "公文附件标识").paragraph_format.space_after = Pt(LINE_PITCH)


WRITERS: dict[str, Writer] = {
    "red_head": _red_head,
    "bulletin_head": _bulletin_head,
    "form_head": _form_head,
    "title": _title,
    "addressee": lambda document, block, _: paragraph(document, block["text"], "公文主送"),
    "heading": _heading,
    "paragraph": _text,
    "table": lambda document, block, _: add_table(document, block),
    "figures": add_figures,
    "attachments": _attachments,
    "signature": _signature,
    "record": add_record,
    "annex_label": _annex_label,
    "page_break": lambda document, _block, _width: document.add_paragraph().add_run().add_break(WD_BREAK.PAGE),
}
