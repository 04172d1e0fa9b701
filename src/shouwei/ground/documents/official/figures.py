"""Key figures of a sheet: a band of at most four large numbers a row, each with its label."""

from __future__ import annotations

from typing import Any

from shouwei.ground.documents.official.document import KeyFigures
from shouwei.ground.documents.official.marks import look_of

PER_ROW = 4


def figures_block(block: KeyFigures) -> dict[str, Any]:
    figures = [
        {
            "label": figure.label,
            "value": figure.value,
            "unit": figure.unit,
            "note": figure.note,
            "shape": look_of(figure.state).shape if figure.state else "",
            "ink": look_of(figure.state).ink if figure.state else "000000",
        }
        for figure in block.figures
    ]
    per_row = len(figures) if len(figures) <= PER_ROW else balanced(len(figures))
    rows = [figures[start : start + per_row] for start in range(0, len(figures), per_row or 1)]
    return {"type": "figures", "per_row": per_row, "rows": rows, "note": block.note}


def balanced(count: int) -> int:
    """How many of ``count`` stand in a row so that no last row is much shorter: 5 → 3, 6 → 3, 7 → 4, 8 → 4."""
    rows = -(-count // PER_ROW)
    return -(-count // rows)
