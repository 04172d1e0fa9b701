"""Runs and paragraphs of a paper in Word: Chinese fonts on every run, line breaks, fields, rules."""

from __future__ import annotations

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from shouwei.ground.documents.official.word_styles import element, fonts_of

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
RED = "D7000F"
Place = Document | BlockItemContainer


def paragraph(place: Place, text: str, style: str, *, align: str = "") -> Paragraph:
    made = place.add_paragraph(style=style)
    if align:
        made.alignment = ALIGNMENTS[align]
    if text:
        run(made, text)
    return made


def run(target: Paragraph, text: str, *, font: str = "", size: float = 0, ink: str = "") -> Run:
    """Text with its line breaks; ``font``, ``size`` (points) and ``ink`` (six hexadecimal digits) where they differ from the style."""
    made = target.add_run()
    properties = made._r.get_or_add_rPr()
    properties.insert(0, fonts_of(font) if font else element("w:rFonts", hint="eastAsia"))
    for index, line in enumerate(text.split("\n")):
        if index:
            made.add_break()
        made.add_text(line)
    if size:
        made.font.size = Pt(size)
    if ink and ink != "000000":
        made.font.color.rgb = RGBColor.from_string(ink)
    return made


def field(target: Paragraph, code: str) -> None:
    """PAGE or NUMPAGES, filled in by the program that opens the file."""
    for piece in ("begin", code, "separate", "1", "end"):
        made = target.add_run()
        if piece == code:
            words = element("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {code} "
            made._r.append(words)
        elif piece == "1":
            made.add_text(piece)
        else:
            made._r.append(element("w:fldChar", fldCharType=piece))


def rule(target: Paragraph, side: str, *, eighths: int, ink: str = "000000") -> None:
    """A line across the text at the ``top`` or ``bottom`` of the paragraph, ``eighths`` of a point thick."""
    properties = target._p.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=eighths, space=1, color=ink))
    properties.append(borders)


def right_indent(target: Paragraph, characters: float, size: float) -> None:
    properties = target._p.get_or_add_pPr()
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    properties._insert_ind(
        element(
            "w:ind",
            rightChars=round(characters * 100),
            right=round(characters * size * 20),
            firstLineChars=0,
            firstLine=0,
        )
    )
