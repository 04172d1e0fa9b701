"""A noun people keep in Excel: its columns, its business key, and where its rows are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from shouwei.core.sheets.column import Column

Row = tuple[Any, ...]
"""Values in the order of ``Rows.names``."""
Key = tuple[Any, ...]
"""Values of the key columns, in the order of ``Sheet.key``."""


@dataclass(frozen=True, slots=True)
class Context:
    """Who imports, and on which day."""

    by: Any
    """The acting ``people.Identity``."""
    today: date


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused. ``row`` is an index into ``Rows.values``; ``column`` the column's name, "" for the row as a whole."""

    row: int
    column: str
    reason: str
    """A full Chinese sentence with the way out."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Checked rows of a file: ``names`` are the columns the file has, in its order of :attr:`Sheet.columns`."""

    names: tuple[str, ...]
    values: Sequence[Row]

    def column(self, name: str) -> list[Any]:
        place = self.names.index(name)
        return [row[place] for row in self.values]

    def dicts(self) -> Iterable[dict[str, Any]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.values)


class Store(Protocol):
    """Where the rows of a sheet live. Every method is set-based and is called inside the import's transaction."""

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        """Rows that exist already, by key; values of the columns ``names``, equal (``==``) to what a file would give."""

    def write(self, rows: Rows, context: Context) -> None:
        """Insert or update by the sheet's key. ``rows`` holds only new and changed rows. Raises ``Refused``."""

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        """Undo: delete rows an import has made. Key → sentence why a row stays, for those that must."""

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        """Keys of existing rows that ``context.by`` may not change."""


@dataclass(frozen=True)
class Sheet:
    """``noun`` is ``room.noun``; ``title`` what people call the table."""

    noun: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    store: Store
    opens: Callable[[Any], bool]
    """Whether an identity may import this noun: ask the room's ``KEYS.holds``."""
    check_rows: Callable[[Rows, Context], Iterable[Fault]] | None = None
    """The room's own rules on whole rows, set-based: one school's rows only, dates in order, …"""
    notes: tuple[str, ...] = ()
    """Sentences for the notes sheet of the template."""
    list_url: str = ""
    """Name of the URL where the rows can be seen."""
    by_name: Mapping[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        headings = [column.heading for column in self.columns]
        if len(set(names)) < len(names) or len(set(headings)) < len(headings):
            raise ValueError(f"{self.noun}: two columns of one name")
        if not self.key or not set(self.key) <= set(names):
            raise ValueError(f"{self.noun}: the key {self.key} is not among the columns")
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


SHEETS: dict[str, Sheet] = {}
"""Every noun that can be imported, filled by the rooms' ``sheets.py``."""


def register(sheet: Sheet) -> Sheet:
    if SHEETS.get(sheet.noun, sheet) is not sheet:
        raise ValueError(f"two sheets are called {sheet.noun}")
    SHEETS[sheet.noun] = sheet
    return sheet
