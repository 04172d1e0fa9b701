"""Former values as JSON and back, by the kind of their column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from shouwei.core.sheets import Column, Kind


def to_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(value: Any, column: Column) -> Any:
    if value is not None and column.kind is Kind.DATE:
        return date.fromisoformat(value)
    return Decimal(value) if value is not None and column.kind is Kind.DECIMAL else value


def same(row: Sequence[Any], other: Sequence[Any]) -> bool:
    """Equal, an empty text being as good as none."""
    return all(a == b or (a in ("", None) and b in ("", None)) for a, b in zip(row, other, strict=True))
