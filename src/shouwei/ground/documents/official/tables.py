"""Tables of a sheet: columns in millimetres, cells with their place, states as shape, words and colours, the legend."""

from __future__ import annotations

from typing import Any

from shouwei.ground.documents.official.document import Align, Column, Placed, Table, placed_cells
from shouwei.ground.documents.official.marks import Mark, look_of, mark_of

Json = dict[str, Any]
SIZE = 12  # 小四
HEAT_SIZE = 10.5  # 五号
SMALL_SIZE = 10.5
WIDE = 7  # more columns than this are set in the smaller size


def table_block(table: Table, marks: tuple[Mark, ...], width: float) -> Json:
    """``width`` is the text width of the page in mm; the widths of the columns add up to it."""
    cells = placed_cells(table)
    return {
        "type": "table",
        "title": table.title,
        "note": table.note,
        "heat": table.heat,
        "header": table.header,
        "size": HEAT_SIZE if table.heat else SMALL_SIZE if len(table.columns) > WIDE else SIZE,
        "widths": column_widths(table.columns, width),
        "headers": [column.header for column in table.columns],
        "heights": [row.height for row in table.rows],
        "cells": [_cell(place, table, marks) for place in cells],
        "legend": _legend(cells, marks) if table.heat else [],
    }


def column_widths(columns: tuple[Column, ...], width: float) -> list[float]:
    whole = sum(column.share for column in columns)
    return [round(width * column.share / whole, 2) for column in columns]


def state_words(state: str, text: str, marks: tuple[Mark, ...], *, letter: bool = False) -> Json:
    """Shape, words and colours of a state; ``text`` stands in for the word or the letter."""
    look, mark = look_of(state), mark_of(state, marks)
    return {
        "shape": look.shape,
        "text": text or (mark.letter if letter else mark.word),
        "ink": look.ink,
        "tint": look.tint,
    }


def _cell(place: Placed, table: Table, marks: tuple[Mark, ...]) -> Json:
    cell = place.cell
    column = Align.CENTRE if table.heat and cell.state else table.columns[place.column].align
    shown: Json = {"shape": "", "text": cell.text, "ink": "000000", "tint": ""}
    if cell.state:
        shown = state_words(cell.state, cell.text, marks, letter=table.heat)
        shown["tint"] = shown["tint"] if table.heat else ""
    return {
        **shown,
        "row": place.row,
        "column": place.column,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "align": (Align.CENTRE if cell.label else cell.align or column).value,
        "label": cell.label,
    }


def _legend(cells: tuple[Placed, ...], marks: tuple[Mark, ...]) -> list[Json]:
    """The states that occur, in the order of ``marks``; one that is not among them comes last."""
    found = {place.cell.state for place in cells if place.cell.state}
    known = [mark for mark in marks if mark.state in found]
    strangers = sorted(found - {mark.state for mark in marks})
    shown = [*known, *(mark_of(state, marks) for state in strangers)]
    return [state_words(mark.state, f"{mark.letter}　{mark.word}", marks) for mark in shown]
