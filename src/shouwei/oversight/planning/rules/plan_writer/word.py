"""The plan, or its task table alone, as a Word document. The same draft gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..plan_reader.draft import PlanDraft
from .layout import Grid, grid_of, lines_of, printable

TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
TEXT_WIDTH_MM = 247  # A4 landscape between margins of 25 mm
EPOCH = (1980, 1, 1, 0, 0, 0)


def plan_docx(draft: PlanDraft) -> bytes:
    """The whole paper: head, body, signature, and the task table on landscape pages."""
    document = _new()
    _page(document.sections[0], landscape=False)
    for line in lines_of(draft):
        title = line == draft.title
        _paragraph(document, line, size=22 if title else 16, title=title)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=True)
    _paragraph(document, "任务分解表", size=18, title=True)
    _table(document, grid_of(draft, as_printed=True))
    return _bytes(document)


def task_table_docx(draft: PlanDraft) -> bytes:
    """The task table alone, A4 landscape, its header repeated on every page."""
    document = _new()
    _page(document.sections[0], landscape=True)
    _paragraph(document, f"{_name(draft)}任务分解表", size=18, title=True)
    _table(document, grid_of(draft, as_printed=False))
    return _bytes(document)


def _name(draft: PlanDraft) -> str:
    title = draft.title or ""
    return title.removesuffix("任务分解表")


def _new() -> Any:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY_FONT, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY_FONT)
    return document


def _page(section: Any, *, landscape: bool) -> None:
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25 if landscape else 35)
    section.footer.is_linked_to_previous = False
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.text = ""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _paragraph(parent: Any, text: str, *, size: float, title: bool = False, centred: bool = False) -> None:
    paragraph = parent.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    if title or centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size, TITLE_FONT if title else BODY_FONT)


def _run(paragraph: Any, text: str, size: float, font: str) -> None:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.name = Pt(size), font
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)


def _table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.columns))
    table.style = "Table Grid"
    table.autofit = False
    for drawn, about in zip(table.columns, grid.columns, strict=True):
        drawn.width = Mm(TEXT_WIDTH_MM * about.width)  # LibreOffice and WPS go by the grid, not by the cells
    titles = [column.title for column in grid.columns]
    if grid.spanned:
        titles[grid.spanned[1]] = ""
    _row(table, grid, titles, header=True)
    for number, row in enumerate(grid.rows):
        _row(table, grid, list(row), section=number in grid.sections)
    if grid.spanned:
        table.cell(0, grid.spanned[0]).merge(table.cell(0, grid.spanned[1]))
    for column, first, last in grid.merges:
        for below in range(last - first + 1):
            cell = table.cell(first + 1 + below, column)
            _set_text(cell, "" if below else grid.rows[first][column], centred=True)
            _merge_down(cell, starts=below == 0)


def _row(table: Any, grid: Grid, texts: list[str], *, header: bool = False, section: bool = False) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    cells = row.cells
    for cell, column, text in zip(cells, grid.columns, texts, strict=True):
        cell.width = Mm(TEXT_WIDTH_MM * column.width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _set_text(cell, text, centred=header or column.centred, font=HEAD_FONT if header else BODY_FONT)
    if section:
        cells[0].merge(cells[-1])


def _set_text(cell: Any, text: str, *, centred: bool, font: str = BODY_FONT) -> None:
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    first = cell.paragraphs[0]
    for run in list(first.runs):
        run._r.getparent().remove(run._r)
    for number, line in enumerate(text.split("\n")):
        paragraph = first if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        if line:
            _run(paragraph, line, 10.5, font)


def _merge_down(cell: Any, *, starts: bool) -> None:
    merge = OxmlElement("w:vMerge")
    if starts:
        merge.set(qn("w:val"), "restart")
    cell._tc.get_or_add_tcPr().append(merge)


def _bytes(document: Any) -> bytes:
    """Packed again with fixed times, members in order: the library stamps them with the clock."""
    loose = io.BytesIO()
    document.save(loose)
    packed = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
