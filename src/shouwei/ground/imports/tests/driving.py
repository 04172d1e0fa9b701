"""A file handed in, checked, stored and taken back, as the worker does it, on one day."""

from __future__ import annotations

from datetime import date
from typing import Any

from shouwei.core.sheets import SHEETS
from shouwei.ground.imports.models import Import
from shouwei.ground.imports.workflows.carry_on import carry_on
from shouwei.ground.imports.workflows.confirm_import import confirm_import
from shouwei.ground.imports.workflows.undo_import import ask_undo
from shouwei.ground.imports.workflows.upload_sheet import upload_sheet
from shouwei.ground.people.models import Identity

from .files import book

DAY = date(2026, 6, 30)


def checked(noun: str, rows: list[dict[str, Any]], by: Identity) -> Import:
    sheet = SHEETS[noun]
    names = list(dict.fromkeys(name for row in rows for name in row))
    data = book([[sheet.by_name[name].heading for name in names], *([row.get(name) for name in names] for row in rows)])
    batch = upload_sheet(sheet, name="表.xlsx", data=data, by=by)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()
    return batch


def imported(noun: str, rows: list[dict[str, Any]], by: Identity, *, only_good: bool = False) -> Import:
    batch = checked(noun, rows, by)
    confirm_import(batch, only_good=only_good, by=by)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()
    assert batch.state == "done", batch.said
    return batch


def undone(batch: Import, by: Identity) -> Import:
    ask_undo(batch, by=by)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()
    assert batch.state == "undone", batch.said
    return batch
