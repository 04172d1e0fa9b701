"""Word documents: paragraphs with the numbers Word generates, tables with their merged cells.

Read from the XML itself, since a plan's numbering lies in ``numbering.xml`` and since spans must be bounded before they are
laid out (one ``gridSpan`` of 2^31 stops the usual library).  Deleted text, hidden text and comments are not part of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from .container import Container
from .document import MOST_COLUMNS, Allowance, Block, Cell, Covered, Document, Paragraph, Table, Unreadable, padded
from .word_numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "footnoteReference", "commentReference", "pPr", "rPr")
}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")}
DEEPEST_TABLE = 8

Element: TypeAlias = Any  # the XML library carries no types


def read_docx(container: Container) -> Document:
    """The body of a Word document in order."""
    root = parse_part(container, container.main)
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable("Word文档没有正文。请用Word打开检查，另存为.docx后重新上传。")
    reader = _Reader(Numbering(*_numbering_parts(container)))
    blocks = tuple(reader.blocks(body))
    notes = (
        ("文档带有修订痕迹，已按“接受全部修订”读取。",) if any(True for _ in root.iter(f"{W}del", f"{W}ins")) else ()
    )
    return Document(blocks, "docx", notes=notes)


def parse_part(container: Container, name: str) -> Element:
    """An XML part as a tree; entities stay closed, the network shut, and the strict dialect is read like the usual one."""
    raw = container.read(name)
    if raw is None:
        raise Unreadable(f"文件缺少部件“{name}”，可能已损坏。请用Word打开，另存为.docx后重新上传。")
    if STRICT in raw:
        raw = raw.replace(STRICT, TRANSITIONAL)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"部件“{name}”无法解析，文件可能已损坏。请用Word打开，另存为.docx后重新上传。") from error


def _numbering_parts(container: Container) -> tuple[Element | None, Element | None]:
    parts = dict(container.related(container.main).values())
    found = [parts.get(kind) for kind in ("numbering", "styles")]
    numbering, styles = (parse_part(container, name) if name in container.names else None for name in found)
    return numbering, styles


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.allowance = Allowance()
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag in WRAPPERS:
                yield from self.blocks(child)

    def _paragraph(self, p: Element) -> Iterator[Paragraph]:
        self.paragraphs += 1
        place = f"第{self.paragraphs}段"
        for line in (self.numbering.label(p) + self._text(p)).split("\n"):
            yield Paragraph(self.allowance.text(line, place).rstrip(), place)

    def _text(self, parent: Element) -> str:
        """Text of a paragraph; a text box inside it is read where it is anchored."""
        return "".join(_pieces(parent)).replace("\xa0", " ")

    def _table(self, tbl: Element) -> Table:
        self.tables += 1
        place = f"第{self.tables}个表格"
        rows: list[list[Cell]] = []
        for tr in _inside(tbl, f"{W}tr"):
            rows.append(self._row(tr, place))
            self.allowance.grid(1, len(rows[-1]), place)
        self.allowance.grid(len(rows), 0, place)
        return Table(padded(rows), place)

    def _row(self, tr: Element, place: str) -> list[Cell]:
        properties = tr.find(f"{W}trPr")
        cells = [Cell("")] * _number(properties, "gridBefore", 0, place)
        for tc in _inside(tr, f"{W}tc"):
            about = tc.find(f"{W}tcPr")
            span = _number(about, "gridSpan", 1, place)
            merge = None if about is None else about.find(f"{W}vMerge")
            continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            text = "" if continued else self._cell_text(tc, place)
            cells.append(Cell(text, Covered.ABOVE if continued else Covered.NO))
            cells += [Cell("", Covered.ABOVE if continued else Covered.LEFT)] * (span - 1)
            if len(cells) > MOST_COLUMNS:
                raise Unreadable(f"{place}有超过{MOST_COLUMNS}列。请删除多余的列后重新上传。")
        return cells

    def _cell_text(self, tc: Element, place: str, depth: int = 1) -> str:
        """Paragraphs of a cell on lines of their own; a table inside a cell gives its cells, one a line."""
        if depth > DEEPEST_TABLE:
            raise Unreadable(f"{place}里表格套表格超过{DEEPEST_TABLE}层，无法读取。请把内层表格改为文字后重新上传。")
        lines: list[str] = []
        for child in tc:
            if child.tag == f"{W}p":
                lines.append(self.numbering.label(child) + self._text(child).strip())
            elif child.tag == f"{W}tbl":
                inner = [cell for tr in _inside(child, f"{W}tr") for cell in _inside(tr, f"{W}tc")]
                lines += [self._cell_text(cell, place, depth + 1) for cell in inner]
            elif child.tag in WRAPPERS:
                lines.append(self._cell_text(child, place, depth + 1))
        return self.allowance.text("\n".join(line for line in lines if line.strip()), place)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Children of that tag, also those wrapped in content controls or insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, tag)


def _pieces(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n" if child.get(f"{W}type") not in ("page", "column") else ""
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{W}p":  # of a text box
            yield "\n"
            yield from _pieces(child)
        elif child.tag not in SKIPPED and child.tag != FALLBACK and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off")


def _number(parent: Element | None, name: str, default: int, place: str) -> int:
    """A count in the markup, refused when it is no small number: it is laid out as that many cells."""
    child = None if parent is None else parent.find(f"{W}{name}")
    if child is None:
        return default
    value = child.get(f"{W}val", "")
    if not value.isdecimal() or len(value) > 4 or int(value) > MOST_COLUMNS:
        raise Unreadable(
            f"{place}有一个单元格声明跨{value[:12]}列，超过{MOST_COLUMNS}列的上限，不能接收。请重新制表后上传。"
        )
    return max(int(value), default)
