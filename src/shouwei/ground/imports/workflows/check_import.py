"""Read and check an import's file for the preview. Nothing of the noun is written."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.sheets import Context, Kind, Sheet
from shouwei.core.sheets.assembly import Assembled, Remark, where
from shouwei.core.verdict import Refused

from ..models import Import, ImportFile, ImportProgress
from .reading import Sorted, contents_of, former, read_rows, sort_rows
from .showing import is_error, label_of, safe
from .working import Busy, Cancelled, at_work_on

MOST_SHOWN = 200
SAMPLE = 8


def check_import(pk: int, *, today: date) -> None:
    """Safe to run twice: only an import that waits for it is checked, by one process at a time."""
    batch = Import.objects.select_related("uploaded_by__organisation", "uploaded_by__user").get(pk=pk)
    if batch.state != Import.State.CHECKING:
        return
    try:
        with at_work_on(pk) as tell:
            context = Context(batch.uploaded_by, today)
            about, found = read_rows(batch.sheet, contents_of(batch), batch.file_name, context, tell)
            tell("对照", found.read, found.read)
            done = sort_rows(batch.sheet, about, found, context)
            _keep(pk, done, context)
    except Busy:
        return
    except Cancelled:
        _give_up(pk, Import.State.CANCELLED, "")
    except Refused as refusal:
        _give_up(pk, Import.State.REFUSED, str(refusal))


@transaction.atomic
def _keep(pk: int, done: Sorted, context: Context) -> None:
    batch = Import.objects.select_for_update().get(pk=pk)
    if batch.state != Import.State.CHECKING:
        return
    fill_in(batch, done, context)
    batch.state = Import.State.CHECKED
    batch.save()


def fill_in(batch: Import, done: Sorted, context: Context) -> None:
    """Figures and what the preview shows."""
    counts = Counter(done.fates)
    batch.rows, batch.refused = done.found.read, done.found.read - len(done.found.rows)
    batch.new, batch.changed, batch.unchanged = counts["n"], counts["c"], counts["u"]
    batch.summary = summary_of(batch.sheet, done, context)


@transaction.atomic
def _give_up(pk: int, state: str, said: str) -> None:
    batch = Import.objects.select_for_update().get(pk=pk)
    if batch.state == Import.State.CHECKING:
        batch.state, batch.said = state, said
        batch.save(update_fields=["state", "said"])
        ImportFile.objects.filter(batch=batch).delete()
        ImportProgress.objects.filter(batch=batch).update(cancel_asked=False)


def summary_of(sheet: Sheet, done: Sorted, context: Context) -> dict[str, Any]:
    found, first = done.found, done.about["first_column"]
    layout = found.layout
    return {
        "kind": done.about["kind"],
        "sheet": done.about["sheet"],
        "heading_row": done.about["heading_row"],
        "columns": [sheet.by_name[name].heading for name in found.names],
        "file_notes": [*done.about["notes"], *(unknown.sentence for unknown in layout.unknown), *_absent(found)],
        "skipped": [f"第{remark.row}行{remark.said}" for remark in found.skipped[:MOST_SHOWN]],
        "faults": [_shown(remark, sheet, found, first) for remark in found.faults[:MOST_SHOWN]],
        "fault_count": len(found.faults),
        "fault_kinds": _kinds(found.faults, sheet),
        "notes": [_noted(remark, sheet, found, first) for remark in found.notes[:MOST_SHOWN]],
        "note_count": len(found.notes),
        "note_kinds": _kinds(found.notes, sheet),
        "changes": _changes(sheet, done, context),
        "sample": [
            {"row": number, "cells": [safe(_labelled(sheet, name, v, context), sheet.by_name[name]) for name, v in zip(found.names, row, strict=True)]}
            for number, row in list(zip(found.numbers, found.rows, strict=True))[:SAMPLE]
        ],
    }  # fmt: skip


QUOTED = re.compile("“([^”]+)”")
DAY = re.compile(r"\d+年\d+月\d+日")
AS_DATE = "按日期读取，写法统一为年、月、日"


def _labelled(sheet: Sheet, name: str, value: Any, context: Context) -> Any:
    column = sheet.by_name[name]
    return labels_of(sheet, name, context).get(value, value) if column.choices or column.among else value


def labels_of(sheet: Sheet, name: str, context: Context) -> dict[Any, str]:
    """Stored choice → the first word for it."""
    labels: dict[Any, str] = {}
    for label, value in sheet.by_name[name].choices_for(context).items():
        labels.setdefault(value, label)
    return labels


def _absent(found: Assembled) -> list[str]:
    if not found.layout.missing:
        return []
    return [f"文件里没有这些列，已有记录的这些内容保持不变：{'、'.join(found.layout.missing)}。"]


def _shown(remark: Remark, sheet: Sheet, found: Assembled, first: int) -> dict[str, Any]:
    column = sheet.by_name.get(remark.column)
    return {
        "row": remark.row,
        "where": where(remark, sheet, found.layout, first),
        "cell": safe(remark.cell, column),
        "said": remark.said if column is None or not column.is_personal else _without_value(remark),
    }


def _noted(remark: Remark, sheet: Sheet, found: Assembled, first: int) -> dict[str, Any]:
    """What was read otherwise than written. Of a personal cell the way it was read is told, and its value only masked."""
    shown, column = _shown(remark, sheet, found, first), sheet.by_name.get(remark.column)
    if column is not None and column.is_personal:
        said = QUOTED.sub(lambda quoted: f"“{safe(quoted[1], column)}”", remark.said)
        shown["said"] = AS_DATE if column.kind is Kind.DATE and DAY.search(said) else said
    return shown


def _without_value(remark: Remark) -> str:
    """A personal value quoted in a sentence is not repeated beside its mask."""
    text = str(remark.cell).strip()
    return remark.said.replace(text, "…") if len(text) > 3 and not is_error(text) else remark.said


def _kinds(remarks: list[Remark], sheet: Sheet) -> list[dict[str, Any]]:
    """How many remarks each column has, most first."""
    counts = Counter(remark.column for remark in remarks)
    headings = {column.name: column.heading for column in sheet.columns}
    return [{"column": headings.get(name, "整行"), "count": count} for name, count in counts.most_common(12)]


def before_and_after(before: str, after: str) -> dict[str, str]:
    """Two values as shown; where the mask leaves the same of both, it is said that they differ."""
    alike = "（已改，遮住的部分不同）" if before == after else ""
    return {"before": before or "（空）", "after": (after or "（空）") + alike}


def _changes(sheet: Sheet, done: Sorted, context: Context) -> list[dict[str, Any]]:
    """Field by field: what a changed row has now and will have."""
    names, shown = done.found.names, []
    labels = {name: labels_of(sheet, name, context) for name in names if sheet.by_name[name].choices_for(context)}
    numbers = [n for n, fate in zip(done.found.numbers, done.fates, strict=True) if fate == "c"]
    for number, (before, after) in list(zip(numbers, former(done), strict=True))[:MOST_SHOWN]:
        row = dict(zip(names, after, strict=True))
        fields = [
            {
                "heading": sheet.by_name[name].heading,
                **before_and_after(
                    *(label_of(value, sheet.by_name[name], labels.get(name, {})) for value in (old, new))
                ),
            }
            for name, old, new in zip(names, before, after, strict=True)
            if old != new and not (old in ("", None) and new in ("", None))
        ]
        key = " ".join(label_of(row[name], sheet.by_name[name], labels.get(name, {})) for name in sheet.key)
        shown.append({"row": number, "key": key, "fields": fields})
    return shown
