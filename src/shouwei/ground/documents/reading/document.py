"""What a file holds, whatever its format: paragraphs and tables in the order of the pages.

``Unreadable`` is the one refusal of this package; its text is a Chinese sentence that names the place and the way out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from shouwei.core.text import without_unseen

MOST_CHARACTERS = 300_000
"""Of one document, about four hundred printed pages: far above any plan, low enough to be read in seconds."""
MOST_COLUMNS = 64
MOST_ROWS = 5_000
MOST_CELLS = 60_000


class Unreadable(Exception):
    """The file cannot be read; ``str()`` is the sentence for the screen."""


class Covered(StrEnum):
    """Why a cell is empty although the page shows text there."""

    NO = ""
    ABOVE = "above"
    """Merged into the cell above it."""
    LEFT = "left"
    """Merged into the cell on its left."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    covered: Covered = Covered.NO


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    place: str
    """Where a reader finds it: 第12段, 第12行."""


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle: every row has the same number of cells; a merged text stands once, its other cells are ``covered``."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str
    """第1个表格, or 工作表“任务”."""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
    kind: str
    """docx, xlsx, doc, txt or pasted."""
    encoding: str = ""
    """Of a text file, as shown to the user: UTF-8, UTF-16, GB18030."""
    notes: tuple[str, ...] = ()
    """Sentences about what was left out or assumed while reading."""

    def as_json(self) -> dict[str, Any]:
        return {
            "blocks": [_block_as_json(block) for block in self.blocks],
            "kind": self.kind,
            "encoding": self.encoding,
            "notes": list(self.notes),
        }

    @staticmethod
    def from_json(value: dict[str, Any]) -> Document:
        return Document(
            blocks=tuple(_block_from_json(block) for block in value["blocks"]),
            kind=value["kind"],
            encoding=value["encoding"],
            notes=tuple(value["notes"]),
        )


def all_visible(document: Document) -> Document:
    """Without control characters and those that turn the direction of reading; a note says how many there were."""
    found = 0

    def seen(text: str) -> str:
        nonlocal found
        visible = without_unseen(text)
        found += len(text) - len(visible)
        return visible

    blocks: tuple[Block, ...] = tuple(
        replace(block, text=seen(block.text))
        if isinstance(block, Paragraph)
        else replace(
            block, rows=tuple(tuple(replace(cell, text=seen(cell.text)) for cell in row) for row in block.rows)
        )
        for block in document.blocks
    )
    note = f"文件中有{found}个看不见的控制字符，已去除，请核对文字顺序。"
    return replace(document, blocks=blocks, notes=(*document.notes, note)) if found else document


def _block_as_json(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text, "place": block.place}
    return {"rows": [[[cell.text, cell.covered.value] for cell in row] for row in block.rows], "place": block.place}


def _block_from_json(value: dict[str, Any]) -> Block:
    if "rows" not in value:
        return Paragraph(value["text"], value["place"])
    rows = tuple(tuple(Cell(text, Covered(covered)) for text, covered in row) for row in value["rows"])
    return Table(rows, value["place"])


class Allowance:
    """Counts characters and cells while a file is read and refuses as soon as it holds more than a plan can."""

    def __init__(self) -> None:
        self.characters = 0
        self.cells = 0

    def text(self, text: str, place: str) -> str:
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise Unreadable(
                f"读到{place}时文字已超过{MOST_CHARACTERS // 10_000}万字，不像一份工作方案。请只上传方案正文和任务分解表。"
            )
        return text

    def grid(self, rows: int, columns: int, place: str) -> None:
        self.cells += rows * columns
        if columns > MOST_COLUMNS:
            raise Unreadable(f"{place}有{columns}列，超过{MOST_COLUMNS}列的上限。请删除多余的列后重新上传。")
        if rows > MOST_ROWS:
            raise Unreadable(f"{place}有{rows}行，超过{MOST_ROWS}行的上限。请只保留任务分解表后重新上传。")
        if self.cells > MOST_CELLS:
            raise Unreadable(f"读到{place}时单元格已超过{MOST_CELLS}个的上限。请只保留任务分解表后重新上传。")


def padded(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of unequal length made a rectangle."""
    width = max(map(len, rows), default=0)
    return tuple(tuple(row + [EMPTY] * (width - len(row))) for row in rows)
