"""Which nouns somebody may import, and the workbooks that go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shouwei.core.sheets import SHEETS, Context, Sheet, Words
from shouwei.core.sheets.assembly import Assembled
from shouwei.ground.people.models import Identity

from .rules.workbook import Returned


def sheets_for(identity: Identity) -> list[Sheet]:
    """Sorted by title."""
    return sorted((sheet for sheet in SHEETS.values() if sheet.opens(identity)), key=lambda sheet: sheet.title)


def sheet_for(identity: Identity, noun: str) -> Sheet | None:
    sheet = SHEETS.get(noun)
    return sheet if sheet is not None and sheet.opens(identity) else None


def words_of(sheet: Sheet, identity: Identity, today: date) -> dict[str, Sequence[str]]:
    """Column name → words of its dropdown: one word per stored value, the first of those that mean it and are offered."""
    context = Context(identity, today)
    words: dict[str, Sequence[str]] = {}
    for column in sheet.columns:
        first: dict[object, str] = {}
        choices = column.choices_for(context)
        for word in choices.offered if isinstance(choices, Words) else choices:
            first.setdefault(choices[word], word)
        if first:
            words[column.name] = list(first.values())
    return words


def rows_returned(found: Assembled) -> list[Returned]:
    reasons: dict[int, dict[str, str]] = {}
    for fault in found.faults:
        reasons.setdefault(fault.row, {}).setdefault(fault.column, fault.said)
    return [
        Returned(number, dict(zip(found.names, cells, strict=True)), reasons.get(number, {}))
        for number, cells in sorted(found.refused.items())
    ]
