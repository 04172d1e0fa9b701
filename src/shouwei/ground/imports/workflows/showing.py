"""How cells appear on pages: short, personal ones masked."""

from __future__ import annotations

from typing import Any

from shouwei.core.secrets.masks import mask
from shouwei.core.sheets import Column, Kind
from shouwei.core.sheets.assembly import shown
from shouwei.core.sheets.cells import ERRORS, NOT_KNOWN

SHOWN = 60
"""Characters of a cell the preview shows."""


def is_error(text: str) -> bool:
    """What Excel shows in place of a value tells of nobody."""
    return text.strip() in (*ERRORS, NOT_KNOWN)


def safe(value: Any, column: Column | None) -> str:
    """A cell as pages may show it."""
    text = shown(value)
    if column is not None and column.is_personal and text and not is_error(text):
        kinds = {Kind.ID_NUMBER: "id_number", Kind.PHONE: "phone"}
        return mask(text, kinds.get(column.kind, "name"))  # type: ignore[arg-type]  # one of masks.Kind
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def label_of(value: Any, column: Column, labels: dict[Any, str]) -> str:
    """A stored choice in the words of the list."""
    return safe(labels.get(value, value) if column.kind is Kind.CHOICE else value, column)
