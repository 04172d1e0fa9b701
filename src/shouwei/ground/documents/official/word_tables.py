"""Tables of a paper in Word: merged cells, headers repeated on every page, states with shape and tint, key figures, the record."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from shouwei.ground.documents.official.sheet import Json
from shouwei.ground.documents.official.word_cells import Box, Line, Words, row_xml, table_xml
from shouwei.ground.documents.official.word_styles import HEI_FONT, SONG_FONT
from shouwei.ground.documents.official.word_text import paragraph, run

HEAD_TINT, LABEL_TINT = "EBEBEB", "F5F5F5"


def add_table(document: Document, block: Json) -> None:
    if block["title"]:
        title = paragraph(document, block["title"], "公文表题", align="center")
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(12), Pt(6)
    _append(document, table_xml(block["widths"], _rows(block)))
    _after(document, block["legend"], block["note"])


def add_figures(document: Document, block: Json, width: float) -> None:
    """A band of large numbers between two rules."""
    count = block["per_row"]
    share = width / count
    rows = []
    for figures in block["rows"]:
        boxes = [Box(share, _figure(figure)) for figure in figures]
        empty = [Box(share, [Line("公文表文", ())])] * (count - len(figures))
        rows.append(row_xml([*boxes, *empty]))
    _append(document, table_xml([share] * count, rows, sides=("top", "bottom", "insideH", "insideV")))
    _after(document, [], block["note"])


def add_record(document: Document, block: Json, width: float) -> None:
    """版记: lines between rules at the bottom of the last page."""
    day = 62.0
    rows = []
    if block["copy_to"]:
        rows.append(row_xml([Box(width, [_record_line(block["copy_to"])], span=2)]))
    if block["printed_by"] or block["printed_on"]:
        left = Box(width - day, [_record_line(block["printed_by"])])
        rows.append(row_xml([left, Box(day, [_record_line(block["printed_on"], "right")])]))
    if rows:
        _append(document, table_xml([width - day, day], rows, sides=("top", "bottom", "insideH"), at_bottom=True))
        paragraph(document, "", "公文表注")


def _record_line(text: str, align: str = "left") -> Line:
    return Line("公文版记", [Words(f"　{text}　" if align == "right" else f"　{text}")], align)


def _append(document: Document, table: BaseOxmlElement) -> None:
    """Before the properties of the section, which must stay last."""
    body = document.element.body
    body.insert(len(body) - 1, table)


def _rows(block: Json) -> Iterator[BaseOxmlElement]:
    if block["header"]:
        pairs = zip(block["widths"], block["headers"], strict=True)
        yield row_xml((_header(width, words, block["size"]) for width, words in pairs), header=True)
    starts = {(cell["row"], cell["column"]): cell for cell in block["cells"]}
    covered = {
        (cell["row"] + down, cell["column"]): cell for cell in block["cells"] for down in range(1, cell["row_span"])
    }
    for number, height in enumerate(block["heights"]):
        yield row_xml(_boxes(number, block, starts, covered), height=height)


Places = dict[tuple[int, int], Json]


def _boxes(number: int, block: Json, starts: Places, covered: Places) -> Iterator[Box]:
    for column in range(len(block["widths"])):
        place = (number, column)
        if (cell := starts.get(place)) is not None:
            merge = "restart" if cell["row_span"] > 1 else ""
            yield Box(_width(block, cell), [_words(cell, block["size"])], cell["col_span"], merge, _tint(cell))
        elif (cell := covered.get(place)) is not None:
            yield Box(_width(block, cell), [Line("公文表文", ())], cell["col_span"], "continue", _tint(cell))


def _width(block: Json, cell: Json) -> float:
    return float(sum(block["widths"][cell["column"] : cell["column"] + cell["col_span"]]))


def _tint(cell: Json) -> str:
    return str(cell["tint"] or (LABEL_TINT if cell["label"] else ""))


def _header(width: float, words: str, size: float) -> Box:
    return Box(width, [Line("公文表头", [Words(words, size=size)], "center")], tint=HEAD_TINT)


def _words(cell: Json, size: float) -> Line:
    shape = f"{cell['shape']} " if cell["shape"] else ""
    runs = [Words(shape, SONG_FONT, size, cell["ink"]), Words(cell["text"], "", size, cell["ink"])]
    return Line("公文表头" if cell["label"] else "公文表文", runs, cell["align"])


def _figure(figure: Json) -> list[Line]:
    ink, shape = figure["ink"], f"{figure['shape']} " if figure["shape"] else ""
    unit = f" {figure['unit']}" if figure["unit"] else ""
    label = [Words(shape, SONG_FONT, 0, ink), Words(figure["label"], ink=ink)]
    value = [Words(figure["value"], size=26, ink=ink), Words(unit, ink=ink)]
    lines = [Line("公文表头", label, "center", before=6), Line("公文表文", value, "center")]
    return [*lines, Line("公文表注", [Words(figure["note"])], "center", after=6)]


def _after(document: Document, legend: list[Json], note: str) -> None:
    """The legend and the note; without either an empty line, since two tables that touch become one."""
    if legend:
        line = paragraph(document, "", "公文表注")
        line.paragraph_format.space_before = Pt(6)
        run(line, "图例：", font=HEI_FONT)
        for item in legend:
            run(line, f"{item['shape']} {item['text']}　　", ink=item["ink"])
    if note:
        paragraph(document, f"注：{note}", "公文表注").paragraph_format.space_before = Pt(4)
    if not legend and not note:
        paragraph(document, "", "公文表注")
