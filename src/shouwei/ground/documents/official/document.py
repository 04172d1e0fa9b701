"""An official paper as a value: everything it prints is in here, so a snapshot of it prints the same years later.

Frozen data only: no clock, no database, no fonts. Layout follows GB/T 9704-2012 and is the business of ``word`` and ``pdf``.
Dates are ``date`` objects and are printed as 2019年6月10日; widths are shares of the text width; heights are millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwei.ground.documents.official.marks import DEFAULT_MARKS, Mark


class Page(StrEnum):
    A4 = "a4"
    A4_LANDSCAPE = "a4_landscape"
    A3_LANDSCAPE = "a3_landscape"


class Numbering(StrEnum):
    DASHES = "dashes"
    """— 1 — outside right on odd pages, outside left on even ones (GB/T 9704-2012, 7.5); the foot adds 共 5 页."""
    OF_TOTAL = "of_total"
    """第 1 页 共 5 页, for forms and tables."""


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class RedHead:
    """The red name of the issuing body, the number of the paper and the red rule. ``number``: 安职教〔2019〕12号."""

    issuer: str
    number: str = ""
    signer: str = ""
    """签发人, printed on papers that go upwards only."""


@dataclass(frozen=True, slots=True)
class BulletinHead:
    """简报 and 通报: a red name, 第N期 beneath, the issuing body on the left and the day on the right."""

    name: str
    issue: str
    issuer: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class FormHead:
    """A form without a red head (督办单): its number on the right above the title."""

    number: str


Head = RedHead | BulletinHead | FormHead


@dataclass(frozen=True, slots=True)
class Heading:
    """Levels 1 to 4 print as 一、 （一） 1. （1）."""

    level: int
    text: str
    number: str | None = None
    """``None`` counts by itself, ``""`` prints no number, anything else is printed as given."""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"heading level {self.level} is not between 1 and 4")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    lead: str = ""
    """Words before the text set in 黑体, as in 责任单位：…"""
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    header: str
    share: float = 1.0
    """Width relative to the other columns of the table."""
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """With ``state`` the shape and the colour of that state are printed before ``text``, or before its word if there is none."""

    text: str = ""
    state: str = ""
    row_span: int = 1
    col_span: int = 1
    align: Align | None = None
    """``None`` follows the column."""
    label: bool = False
    """A caption within a form: 黑体, centred, tinted."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells covered by a span from the left or from above are left out, as in HTML."""

    cells: tuple[Cell, ...]
    height: float = 0
    """Least height in mm: room for a handwritten reply."""


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    note: str = ""
    heat: bool = False
    """A heatmap: small type, tinted state cells with shape and letter, and a legend below."""
    header: bool = True
    """Print the column headers and repeat them on every page."""

    def __post_init__(self) -> None:
        placed_cells(self)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str
    unit: str = ""
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Table | KeyFigures | PageBreak


@dataclass(frozen=True, slots=True)
class Annex:
    """附件, starting on a page of its own, of its own size."""

    title: str
    blocks: tuple[Block, ...]
    page: Page = Page.A4


@dataclass(frozen=True, slots=True)
class Signature:
    issuer: str
    on: date
    """成文日期."""


@dataclass(frozen=True, slots=True)
class Record:
    """版记: the lines at the bottom of the last page."""

    copy_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Foot:
    """What every page says about its figures."""

    snapshot: str = ""
    cut_off: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    title: str
    kind: str = ""
    """文种, such as 通报; kept in the properties of the file."""
    head: Head | None = None
    addressee: str = ""
    body: tuple[Block, ...] = ()
    signature: Signature | None = None
    attachments: tuple[str, ...] = ()
    """Names under 附件：. Empty: the titles of ``annexes``."""
    annexes: tuple[Annex, ...] = ()
    record: Record | None = None
    foot: Foot = Foot()
    page: Page = Page.A4
    numbering: Numbering = Numbering.DASHES
    marks: tuple[Mark, ...] = DEFAULT_MARKS


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and where it stands in its table, counted from 0."""

    row: int
    column: int
    cell: Cell


def placed_cells(table: Table) -> tuple[Placed, ...]:
    """Where every cell stands; ``ValueError`` when the rows do not fill the columns exactly."""
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for r, row in enumerate(table.rows):
        free = (c for c in range(len(table.columns)) if (r, c) not in taken)
        for cell in row.cells:
            start = next(free, None)
            area = [] if start is None else _area(r, start, cell)
            if start is None or not _fits(table, area, taken):
                raise ValueError(f"row {r + 1} of table {table.title!r} does not fit its {len(table.columns)} columns")
            taken.update(area)
            placed.append(Placed(r, start, cell))
            free = (c for c in range(len(table.columns)) if (r, c) not in taken)
        if next(free, None) is not None:
            raise ValueError(f"row {r + 1} of table {table.title!r} has too few cells")
    return tuple(placed)


def _area(row: int, column: int, cell: Cell) -> list[tuple[int, int]]:
    rows, columns = range(row, row + cell.row_span), range(column, column + cell.col_span)
    return [(r, c) for r in rows for c in columns]


def _fits(table: Table, area: list[tuple[int, int]], taken: set[tuple[int, int]]) -> bool:
    inside = all(r < len(table.rows) and c < len(table.columns) for r, c in area)
    return bool(area) and inside and not taken.intersection(area)
