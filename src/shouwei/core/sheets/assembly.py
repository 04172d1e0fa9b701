"""From the cells of a file to checked rows: columns laid out, merged cells filled, every change noted, every refusal placed.

Plain Python; the rows come as ``documents.reading`` gives them, piece by piece, so that checking goes on while reading does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from shouwei.core.sheets.checking import ColumnChecker
from shouwei.core.sheets.column import Choices, Kind
from shouwei.core.sheets.layout import Layout, lay_out, letters
from shouwei.core.sheets.sheet import Context, Fault, Key, Row, Rows, Sheet
from shouwei.core.text import in_words

NOTHING = ("", None)
TOTALS = ("合计", "总计", "小计", "共计", "总数")
EXAMPLE_AMONG = 5
"""Rows at the head of a piece among which the template's example may stand."""
WHOLE_ROW = ""
Pieces = Iterable[tuple[int, list[list[Any]]]]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to show about one cell or row. ``row`` as printed in Excel; ``column`` the column's name, "" for the row."""

    row: int
    column: str
    said: str
    cell: Any = ""
    """What the file has there; masked by whoever shows it."""


@dataclass(slots=True)
class Assembled:
    """All of a file. ``rows`` are those without a fault, ``numbers`` where they stand in Excel."""

    names: tuple[str, ...]
    layout: Layout
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    refused: dict[int, list[Any]] = field(default_factory=dict)
    """Row number → its cells as they were, for the rows that come back."""
    read: int = 0
    """Rows that hold anything."""
    words: dict[str, dict[Any, str]] = field(default_factory=dict)
    """Column of choices → value → the first word for it: what was read goes back as a word, not as a number."""

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Take out rows refused by what stands in other rows, or by the room."""
        found = list(faults)
        places = {fault.row for fault in found}
        if not places:
            return
        for fault in found:
            self.faults.append(Remark(self.numbers[fault.row], fault.column, fault.reason, self._cell(fault)))
        for place in places:
            row = zip(self.names, self.rows[place], strict=True)
            self.refused[self.numbers[place]] = [self._word(name, value) for name, value in row]
        keep = [place not in places for place in range(len(self.rows))]
        self.rows = [row for row, kept in zip(self.rows, keep, strict=True) if kept]
        self.numbers = [number for number, kept in zip(self.numbers, keep, strict=True) if kept]

    def _cell(self, fault: Fault) -> Any:
        """What stands there, as read."""
        if fault.column not in self.names:
            return ""
        return self._word(fault.column, self.rows[fault.row][self.names.index(fault.column)])

    def _word(self, name: str, value: Any) -> Any:
        return self.words.get(name, {}).get(value, value)

    def as_rows(self) -> Rows:
        return Rows(self.names, self.rows)


def assemble(
    sheet: Sheet, about: dict[str, Any], pieces: Pieces, context: Context, progress: Progress = lambda rows: None
) -> Assembled:
    """``about``: what the reader says of the file. When :attr:`Layout.refusal` speaks, no row is read."""
    layout = lay_out(sheet.columns, about["headings"], sheet.key)
    done = Assembled(tuple(layout.places), layout)
    if layout.refusal:
        return done
    choices = {name: sheet.by_name[name].choices_for(context) for name in layout.places}
    checkers = {name: ColumnChecker(sheet.by_name[name], choices[name]) for name in layout.places}
    done.words = {name: _words_back(offered) for name, offered in choices.items() if offered}
    work = _Piecework(sheet, layout, checkers, _Merges(about), _example(sheet, layout), len(about["headings"]))
    for number, rows in pieces:
        work.take(number, rows, done)
        progress(number + len(rows) - about["heading_row"] - 1)
    done.refuse(_doubled(sheet, done))
    if sheet.check_rows is not None:
        done.refuse(sheet.check_rows(done.as_rows(), context))
    done.faults.sort(key=lambda remark: remark.row)
    done.notes.sort(key=lambda remark: remark.row)
    return done


def _words_back(choices: Choices) -> dict[Any, str]:
    words: dict[Any, str] = {}
    for word, value in choices.items():
        words.setdefault(value, word)
    return words


@dataclass(slots=True)
class _Piecework:
    sheet: Sheet
    layout: Layout
    checkers: dict[str, ColumnChecker]
    merges: _Merges
    example: dict[int, str]
    width: int

    def take(self, number: int, rows: list[list[Any]], done: Assembled) -> None:
        self.merges.fill(number, rows, self.layout, done)
        numbers = self._kept(number, rows, done)
        if len(numbers) < len(rows):
            rows = [rows[n - number] for n in numbers]
        if not rows:
            return
        done.read += len(rows)
        bad: set[int] = set()
        if set(map(len, rows)) != {self.width}:
            bad |= self._even_out(rows, numbers, done)
        columns = list(zip(*rows, strict=True))
        values = [self._column(name, columns[place], numbers, done, bad) for name, place in self.layout.places.items()]
        checked = zip(*values, strict=True)
        if not bad:
            done.rows += checked
            done.numbers += numbers
            return
        for place, row in enumerate(checked):
            if place in bad:
                done.refused[numbers[place]] = [rows[place][self.layout.places[name]] for name in done.names]
            else:
                done.rows.append(row)
                done.numbers.append(numbers[place])

    def _column(
        self, name: str, cells: Sequence[Any], numbers: list[int], done: Assembled, bad: set[int]
    ) -> Sequence[Any]:
        checked = self.checkers[name].check(cells)
        for place, said in checked.notes.items():
            done.notes.append(Remark(numbers[place], name, said, cells[place]))
        for place, said in checked.faults.items():
            done.faults.append(Remark(numbers[place], name, said, cells[place]))
            bad.add(place)
        return checked.values

    def _kept(self, number: int, rows: list[list[Any]], done: Assembled) -> list[int]:
        """Numbers of the rows to read: blank rows, the template's example and rows of totals are left out, the latter aloud."""
        if len(rows) > EXAMPLE_AMONG and self._plainly_rows(rows):
            at_the_head = self._kept(number, rows[:EXAMPLE_AMONG], done)
            return [*at_the_head, *range(number + EXAMPLE_AMONG, number + len(rows))]
        kept = []
        for place, row in enumerate(rows, number):
            first = row[0] if row and row[0] not in NOTHING else next((c for c in row if c not in NOTHING), None)
            if first is None:
                continue
            if type(first) is str and first.lstrip()[:2] in TOTALS:
                done.skipped.append(Remark(place, WHOLE_ROW, f"以“{first.strip()[:6]}”开头，像是合计行，没有读取。"))
            elif place < number + EXAMPLE_AMONG and self._is_example(row):
                done.skipped.append(Remark(place, WHOLE_ROW, "与模板的示例行相同，没有读取。"))
            else:
                kept.append(place)
        return kept

    @staticmethod
    def _plainly_rows(rows: list[list[Any]]) -> bool:
        """Whether every row begins with a text, none of them like a total: names and numbers repeat, so few are looked at."""
        try:
            begins = {row[0] for row in rows}
        except (IndexError, TypeError):
            return False
        return all(type(cell) is str and cell != "" and cell.lstrip()[:2] not in TOTALS for cell in begins)

    def _is_example(self, row: list[Any]) -> bool:
        return bool(self.example) and all(
            place < len(row) and shown(row[place]) == text for place, text in self.example.items()
        )

    def _even_out(self, rows: list[list[Any]], numbers: list[int], done: Assembled) -> set[int]:
        """Text tables may be ragged: short rows are filled up, long ones refused, for their cells may have slipped."""
        bad = set()
        for place, row in enumerate(rows):
            if len(row) < self.width:
                row += [""] * (self.width - len(row))
            elif len(row) > self.width:
                if any(cell not in ("", None) for cell in row[self.width :]):
                    said = f"比标题行多出{len(row) - self.width}格，各列可能已经错位。请检查这一行的逗号和引号。"
                    done.faults.append(Remark(numbers[place], WHOLE_ROW, said))
                    bad.add(place)
                del row[self.width :]
        return bad


class _Merges:
    """Merged cells hold their text only in the first cell; below it is filled in, and said."""

    def __init__(self, about: dict[str, Any]) -> None:
        first, head = about["first_column"], about["heading_row"]
        self.down = sorted(
            (top + 1, bottom + 1, left - first, right - first)
            for top, left, bottom, right in about["merges"]
            if bottom > top and top + 1 > head
        )
        self.held: dict[tuple[int, int], Any] = {}

    def fill(self, number: int, rows: list[list[Any]], layout: Layout, done: Assembled) -> None:
        if not self.down:
            return
        names = {place: name for name, place in layout.places.items()}
        for top, bottom, left, _right in self.down:
            if top >= number + len(rows) or bottom < number or not 0 <= left < len(rows[0]):
                continue
            if top >= number:
                self.held[top, left] = rows[top - number][left]
            cell = self.held.get((top, left), "")
            for row in range(max(top + 1, number), min(bottom + 1, number + len(rows))):
                rows[row - number][left] = cell
                if left in names and cell != "":
                    done.notes.append(Remark(row, names[left], f"合并单元格，取第{top}行的内容", cell))


def _example(sheet: Sheet, layout: Layout) -> dict[int, str]:
    examples = {name: shown(sheet.by_name[name].example) for name in layout.places}
    filled = {layout.places[name]: text for name, text in examples.items() if text}
    return filled if len(filled) > 1 else {}


def _doubled(sheet: Sheet, done: Assembled) -> Iterator[Fault]:
    """Rows whose business key stands further up already. Which of the two is right, only people know: both are refused."""
    keys = keys_of(sheet, done.names, done.rows)
    if len(set(keys)) == len(keys):
        return
    places: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    heading = "、".join(sheet.by_name[name].heading for name in sheet.key)
    telling = next((name for name in reversed(sheet.key) if sheet.by_name[name].kind is not Kind.CHOICE), sheet.key[0])
    for same in places.values():
        for place in same if len(same) > 1 else ():
            others = "、".join(f"第{done.numbers[other]}行" for other in same[:4] if other != place)
            yield Fault(place, telling, f"{heading}与{others}重复。请核对后只保留一行。")


def keys_of(sheet: Sheet, names: Sequence[str], rows: Sequence[Row]) -> list[Key]:
    places = [names.index(name) for name in sheet.key]
    if len(places) == 1:
        place = places[0]
        return [(row[place],) for row in rows]
    return [tuple(row[place] for place in places) for row in rows]


def shown(value: Any) -> str:
    """A value as it would be typed: dates in words, whole numbers without a point, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return str(value)


def where(remark: Remark, sheet: Sheet, layout: Layout, first_column: int = 0) -> str:
    """第7行 D列（身份证号）"""
    if remark.column == WHOLE_ROW or remark.column not in layout.places:
        return f"第{remark.row}行"
    place = letters(layout.places[remark.column] + first_column)
    return f"第{remark.row}行 {place}列（{sheet.by_name[remark.column].heading}）"
