"""The XML of a Word table, written straight: python-docx looks every cell up anew and takes seconds for a heatmap.

Source: ECMA-376 part 1, 17.4; the order of the children of every element is that of the schema, which Word insists on.
Widths and heights come in millimetres and are written in twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from shouwei.ground.documents.official.word_styles import element, fonts_of, style_id

ALL_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TWENTIETHS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Words:
    """A run: ``font`` and ``size`` (points) where they differ from the style, ``ink`` as six hexadecimal digits."""

    text: str
    font: str = ""
    size: float = 0
    ink: str = "000000"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a cell; ``before`` and ``after`` in points."""

    style: str
    words: Sequence[Words]
    align: str = "left"
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as Word counts it: ``merge`` is "restart" for the first of cells merged downwards, "continue" for the others."""

    width: float
    lines: Sequence[Line]
    span: int = 1
    merge: str = ""
    tint: str = ""


def table_xml(
    widths: Sequence[float],
    rows: Iterable[BaseOxmlElement],
    *,
    sides: Sequence[str] = ALL_SIDES,
    at_bottom: bool = False,
) -> BaseOxmlElement:
    """A centred table of fixed widths; ``at_bottom`` lets it cling to the bottom margin of its page."""
    table, properties = element("w:tbl"), element("w:tblPr")
    if at_bottom:
        place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
        properties.append(element("w:tblpPr", leftFromText=0, rightFromText=0, **place))
    properties.append(element("w:tblW", w=_twentieths(sum(widths)), type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in ALL_SIDES:
        shown = "single" if side in sides else "nil"
        borders.append(element(f"w:{side}", val=shown, sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(_margins())
    grid = element("w:tblGrid")
    for width in widths:
        grid.append(element("w:gridCol", w=_twentieths(width)))
    for child in (properties, grid, *rows):
        table.append(child)
    return table


def row_xml(boxes: Iterable[Box], *, height: float = 0, header: bool = False) -> BaseOxmlElement:
    """A row that is not torn by a page break; ``height`` is the least in mm; a ``header`` is repeated on every page."""
    row, properties = element("w:tr"), element("w:trPr")
    properties.append(element("w:cantSplit"))
    if height:
        properties.append(element("w:trHeight", val=_twentieths(height), hRule="atLeast"))
    if header:
        properties.append(element("w:tblHeader"))
    row.append(properties)
    for box in boxes:
        row.append(_cell_xml(box))
    return row


def _cell_xml(box: Box) -> BaseOxmlElement:
    cell, properties = element("w:tc"), element("w:tcPr")
    properties.append(element("w:tcW", w=_twentieths(box.width), type="dxa"))
    if box.span > 1:
        properties.append(element("w:gridSpan", val=box.span))
    if box.merge:
        properties.append(element("w:vMerge", val=box.merge))
    if box.tint:
        properties.append(element("w:shd", val="clear", color="auto", fill=box.tint))
    properties.append(element("w:vAlign", val="center"))
    cell.append(properties)
    for line in box.lines:
        cell.append(_line_xml(line))
    return cell


def _line_xml(line: Line) -> BaseOxmlElement:
    paragraph, properties = element("w:p"), element("w:pPr")
    properties.append(element("w:pStyle", val=style_id(line.style)))
    if line.before or line.after:
        properties.append(element("w:spacing", before=round(line.before * 20), after=round(line.after * 20)))
    properties.append(element("w:jc", val=line.align))
    paragraph.append(properties)
    for words in line.words:
        if words.text:
            paragraph.append(_run_xml(words))
    return paragraph


def _run_xml(words: Words) -> BaseOxmlElement:
    run, properties = element("w:r"), element("w:rPr")
    properties.append(fonts_of(words.font) if words.font else element("w:rFonts", hint="eastAsia"))
    if words.ink != "000000":
        properties.append(element("w:color", val=words.ink))
    if words.size:
        properties.append(element("w:sz", val=round(words.size * 2)))
    run.append(properties)
    for index, line in enumerate(words.text.split("\n")):
        if index:
            run.append(element("w:br"))
        text = element("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = line
        run.append(text)
    return run


def _margins() -> BaseOxmlElement:
    margins = element("w:tblCellMar")
    for side, width in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    return margins


def _twentieths(millimetres: float) -> int:
    return round(millimetres * TWENTIETHS_PER_MM)
