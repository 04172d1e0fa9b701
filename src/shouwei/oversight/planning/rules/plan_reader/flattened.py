"""Tables that lost their lines: one row per line with tabs, or one cell per line.  Recognised by their header words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from shouwei.ground.documents.reading.document import Covered, Paragraph, Table

from .columns import Role, role_of
from .deadlines import is_deadline
from .headings import ITEM, mark_of
from .responsibilities import units
from .wording import digits, is_body

_END = re.compile(r"\s*(?:备\s*注|注|说\s*明|附件)\s*[0-9]*\s*[：:]")
_NUMBER = re.compile(r"[0-9０-９]{1,3}[.、．]?$")
_NAMES_THE_TABLE = re.compile(r"任务|分工|分解|清单|安排|举措|措施|责任|台账|进度|附件|附表|重点工作|主要工作|目标")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of any origin. ``blank_inherits``: an empty cell cannot be told from a merged one, so it takes the cell above."""

    rows: tuple[tuple[str, ...], ...]
    above: tuple[tuple[bool, ...], ...]
    """Whether the cell is merged into the one above."""
    places: tuple[str, ...]
    blank_inherits: bool
    lone: tuple[bool, ...]
    """Rows that are one cell across the table."""
    caption: str = ""
    """The numbered heading right above the table."""


def caption_of(text: str) -> str:
    """The text when it is a numbered heading of an area; “三、任务分工” names the table and no area."""
    mark = mark_of(text.strip())
    is_area = mark is not None and mark.rank <= ITEM and _is_section(text) and not _NAMES_THE_TABLE.search(text)
    return text.strip() if is_area else ""


def grid_of(table: Table) -> Grid:
    """A real table of a Word or Excel file."""
    return Grid(
        tuple(tuple(cell.text for cell in row) for row in table.rows),
        tuple(tuple(cell.covered is Covered.ABOVE for cell in row) for row in table.rows),
        tuple(f"{table.place}第{n}行" for n in range(1, len(table.rows) + 1)),
        blank_inherits=False,
        lone=tuple(sum(bool(cell.text) for cell in row) == 1 and bool(row[0].text) for row in table.rows),
    )


def _from_rows(rows: list[list[str]], places: list[str]) -> Grid:
    width = max(map(len, rows))
    square = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    above = tuple((False,) * width for _ in rows)
    lone = tuple(len([c for c in row if c.strip()]) == 1 and bool(row[0].strip()) for row in rows)
    return Grid(square, above, tuple(places), blank_inherits=True, lone=lone)


def find_grids(paragraphs: list[Paragraph]) -> list[tuple[int, int, Grid]]:
    """(first line, line after the last, table) for every flattened table."""
    found: list[tuple[int, int, Grid]] = []
    at = 0
    while at < len(paragraphs):
        hit = _rows_with_tabs(paragraphs, at) or _cell_a_line(paragraphs, at)
        if hit:
            found.append((at, *hit))
        at = hit[0] if hit else at + 1
    return found


def _separator(text: str) -> str | None:
    for separator in ("\t", "|", "｜"):
        cells = [cell for cell in text.strip("|｜").split(separator) if cell.strip()]
        if len(cells) >= 3 and sum(role_of(cell) is not None for cell in cells) >= max(3, 0.6 * len(cells)):
            return separator
    return None


def _rows_with_tabs(paragraphs: list[Paragraph], start: int) -> tuple[int, Grid] | None:
    separator = _separator(paragraphs[start].text)
    if separator is None:
        return None
    rows, places, at, blanks = list[list[str]](), list[str](), start, 0
    while at < len(paragraphs):
        text = paragraphs[at].text
        if not text.strip():
            blanks += 1
            if blanks > 2:
                break
        elif separator in text:
            blanks = 0
            cells = _split(text, separator)
            while _quote_open(cells) and at + 1 < len(paragraphs):
                at += 1
                more = _split(paragraphs[at].text, separator)
                cells[-1:] = [f"{cells[-1]}\n{more[0]}", *more[1:]]
            if not all(re.fullmatch(r"[\s:\-]*", cell) for cell in cells):
                rows.append([_unquoted(cell.strip()) for cell in cells])
                places.append(paragraphs[at].place)
        elif _END.match(text):
            break
        elif _is_section(text):
            rows.append([text.strip()])
            places.append(paragraphs[at].place)
        elif len(rows) > 1 and len(rows[-1]) < len(rows[0]) + 1 and len(text) < 400 and not blanks:
            rows[-1][-1] = f"{rows[-1][-1]}\n{text.strip()}"
        else:
            break
        at += 1
    return (at, _from_rows(rows, places)) if len(rows) > 1 else None


def _split(text: str, separator: str) -> list[str]:
    return (text.strip().strip(separator) if separator != "\t" else text).split(separator)


def _unquoted(cell: str) -> str:
    """A cell of several lines comes in quotes from a spreadsheet, its own quotes doubled."""
    if "\n" in cell and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"').strip()
    return cell


def _quote_open(cells: list[str]) -> bool:
    return cells[-1].lstrip().startswith('"') and cells[-1].count('"') % 2 == 1


def _is_section(text: str) -> bool:
    return len(text.strip()) <= 60 and mark_of(text.strip()) is not None and "。" not in text.strip().rstrip("。")


def _cell_a_line(paragraphs: list[Paragraph], start: int) -> tuple[int, Grid] | None:
    header, at = list[str](), start
    while at < len(paragraphs) and len(header) < 16:
        text = paragraphs[at].text
        if text.strip():
            if "\t" in text.strip() or not _heads_a_column(text.strip(), header):
                break
            header.append(text.strip())
        at += 1
    roles = [role_of(word) for word in header]
    if len(header) < 3 or Role.NUMBER not in roles:
        return None
    first = next(i for i in range(start, at) if paragraphs[i].text.strip())
    if paragraphs[first].text.startswith("\t"):
        return _tabbed_cells(paragraphs, at, header)
    return _numbered_cells(paragraphs, at, header)


def _heads_a_column(text: str, header: list[str]) -> bool:
    """A word known to head columns; behind the number's, up to two that are not, since every house adds its own."""
    if len(text) > 12:
        return False
    if role_of(text) is not None:
        return True
    strange = sum(role_of(word) is None for word in header)
    return (
        strange < MOST_STRANGE
        and len(header) >= 2
        and role_of(header[0]) is Role.NUMBER
        and re.fullmatch(r"[\u4e00-\u9fff（）()]{2,10}", text) is not None
    )


MOST_STRANGE = 2
MOST_LINES = 12
"""Lines a cell may have been broken into."""


def _tabbed_cells(paragraphs: list[Paragraph], at: int, header: list[str]) -> tuple[int, Grid] | None:
    """Every cell begins with a tab, every row with an empty line; a line without a tab continues its cell."""
    rows, places, open_row = [header], [paragraphs[at - 1].place], False
    while at < len(paragraphs):
        text = paragraphs[at].text
        if text.startswith("\t"):
            if not open_row:
                rows.append([])
                places.append(paragraphs[at].place)
            rows[-1].append(text.strip())
            open_row = True
        elif not text.strip():
            open_row = False
        elif open_row:
            rows[-1][-1] = f"{rows[-1][-1]}\n{text.strip()}"
        else:
            break
        at += 1
    rows, places = _without_empty(rows, places)
    return (at, _from_rows(rows, places)) if len(rows) > 1 else None


def _without_empty(rows: list[list[str]], places: list[str]) -> tuple[list[list[str]], list[str]]:
    kept = [(row, place) for row, place in zip(rows, places, strict=True) if any(row)]
    return [row for row, _ in kept], [place for _, place in kept]


def _numbered_cells(paragraphs: list[Paragraph], at: int, header: list[str]) -> tuple[int, Grid] | None:
    """One cell a line, empty cells lost: rows begin at the running number, cells find their column by what they hold."""
    starts, number = list[int](), 0
    for index in range(at, len(paragraphs)):
        text = digits(paragraphs[index].text.strip()).rstrip(".、")
        if text.isdecimal() and len(text) <= 3 and number <= int(text) <= number + 2 and int(text) > 0:
            starts.append(index)
            number = int(text)
    if len(starts) < 2:
        return None
    number_column = [role_of(word) for word in header].index(Role.NUMBER)
    end = _last_row_end(paragraphs, starts, len(header))
    rows, places, pending = [header], [paragraphs[at - 1].place], _cells(paragraphs, at, starts[0])
    for begin, stop in pairwise([*starts, end]):
        cells = _cells(paragraphs, begin + 1, stop)
        following = list[str]()
        if number_column > 0 and stop != end and cells and _is_section(cells[-1]):
            following = [cells.pop()]
        for text in pending if number_column == 0 else []:
            rows.append([text])
            places.append(paragraphs[begin].place)
        if number_column == 0 and len(cells) > 1 and stop != end and _is_section(cells[-1]):
            following = [cells.pop()]
        left = [*(pending if number_column else [])[-number_column:]] if number_column else []
        left += [""] * (number_column - len(left))
        rows.append([*left, paragraphs[begin].text.strip(), *_aligned(cells, header[number_column + 1 :])])
        places.append(paragraphs[begin].place)
        pending = following
    return end, _from_rows(rows, places)


def _last_row_end(paragraphs: list[Paragraph], starts: list[int], width: int) -> int:
    """The last row ends where the longest row before it would, or at a note."""
    most = max((len(_cells(paragraphs, a + 1, b)) for a, b in pairwise(starts)), default=width)
    at, count = starts[-1] + 1, 0
    while at < len(paragraphs) and count < min(most, width):
        text = paragraphs[at].text.strip()
        if _END.match(text) or (count and mark_of(text) and _is_section(text)):
            break
        count += bool(text)
        at += 1
    return at


def _cells(paragraphs: list[Paragraph], start: int, end: int) -> list[str]:
    return [paragraphs[i].text.strip() for i in range(start, end) if paragraphs[i].text.strip()]


def _aligned(cells: list[str], header: list[str]) -> list[str]:
    """Put cells under columns, in order, by what each column can hold; several cells may share a column."""
    if len(cells) == len(header):
        return cells
    roles = [role_of(word) for word in header]
    finest = max((i for i, role in enumerate(roles) if role is Role.TASK), default=-1)
    roles = [Role.MIDDLE if role is Role.TASK and i < finest else role for i, role in enumerate(roles)]
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    """By how many lines are placed: the best score so far and the columns filled with them."""
    for role in roles:
        following: dict[int, tuple[float, list[str]]] = {}
        for done, (score, placed) in best.items():
            for taken in range(min(MOST_LINES, len(cells) - done) + 1):
                lines = cells[done : done + taken]
                total = score + (_fit_of_lines(lines, role) if lines else 0.0)
                if done + taken not in following or following[done + taken][0] < total:
                    following[done + taken] = (total, [*placed, _cell_of(lines, role)])
        best = following
    return (
        best[len(cells)][1] if len(cells) in best else [*cells[: len(header) - 1], "\n".join(cells[len(header) - 1 :])]
    )


def _fit_of_lines(lines: list[str], role: Role | None) -> float:
    """The fit of lines read as one cell; a list of bodies does not begin in the middle of a text."""
    begun = role not in (Role.LEAD, Role.HELP, Role.RESPONSIBLE) and any(_begins_bodies(line) for line in lines[1:])
    return _fit("".join(lines), role) - 0.5 * (len(lines) - 1) - (3.0 if begun else 0.0)


def _cell_of(lines: list[str], role: Role | None) -> str:
    """Lines of one cell; those of a text go on in mid-sentence unless a stop or a number stands between."""
    cell = "".join(lines[:1])
    for upper, lower in pairwise(lines):
        goes_on = role is Role.TASK and upper[-1:] not in "。；：！？" and mark_of(lower) is None
        cell += lower if goes_on else f"\n{lower}"
    return cell


def _begins_bodies(line: str) -> bool:
    first, more, _ = line.partition("、")
    return bool(more) and is_body(first)


def _fit(cell: str, role: Role | None) -> float:
    """How well a text sits in a column of that role, roughly -2 to 3."""
    names = units(cell)
    bodies = bool(names) and all(is_body(name) for name in names)
    if role in (Role.LEAD, Role.HELP, Role.RESPONSIBLE):
        return 3.0 if bodies else -2.0
    if role is Role.DEADLINE:
        return 3.0 if is_deadline(cell) else -2.0
    if role is Role.TASK:
        return 2.0 if len(cell) > 15 else 0.0
    if role in (Role.AREA, Role.MIDDLE):
        return 1.5 if len(cell) <= 25 and "。" not in cell and not bodies and not is_deadline(cell) else -1.0
    return 0.2 if not bodies and not is_deadline(cell) else -1.0
