"""The plan as plain text: its lines, then the task table with one row a line and tabs between the cells."""

from __future__ import annotations

from ..plan_reader.draft import PlanDraft
from .layout import NOTHING, Grid, grid_of, lines_of, printable


def plan_txt(draft: PlanDraft) -> bytes:
    """UTF-8 without a mark, lines ended by a line feed."""
    lines = [*lines_of(draft), "", "任务分解表", *_rows(grid_of(draft, as_printed=True))]
    return ("\n".join(map(printable, lines)) + "\n").encode()


def _rows(grid: Grid) -> list[str]:
    lines = [
        "\t".join("任务" if grid.spanned and i == grid.spanned[1] else c.title for i, c in enumerate(grid.columns))
    ]
    hidden = {(row, column) for column, first, last in grid.merges for row in range(first + 1, last + 1)}
    for number, row in enumerate(grid.rows):
        if number in grid.sections:
            lines.append(row[0])
            continue
        last = len(row) - 1
        cells = [
            "" if (number, column) in hidden else _cell(text) or ("" if column in (0, last) else NOTHING)
            for column, text in enumerate(row)
        ]
        lines.append("\t".join(cells))
    return lines


def _cell(text: str) -> str:
    """A cell of several lines stands in quotes, as spreadsheets put it on the clipboard."""
    text = text.replace("\t", " ")
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if "\n" in text else text
