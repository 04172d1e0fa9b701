"""Undo an import within a day: new rows go, changed rows get their former values; what was changed since stays, and is named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction

from shouwei.core.clock import now
from shouwei.core.sheets import Context, Key, Rows, Sheet
from shouwei.core.sheets.assembly import Assembled, keys_of
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Import, ImportFile, ImportProgress, ImportTrace
from ..rules.steps import may_undo
from ..rules.values import from_json, same
from .reading import contents_of, numbers_of, read_rows
from .showing import label_of
from .working import QUEUED, Busy, Cancelled, Teller, at_work_on, one_at_a_time

CHANGED_SINCE = "导入之后又有修改，没有撤销。"
GONE = "导入之后已被删除。"
REFUSED_NOW = "现在核对不通过，没有撤销："
MOST_NAMED = 200


@transaction.atomic
def ask_undo(batch: Import, *, by: Identity) -> Import:
    """Of any number of requests one wins. Raises ``Refused``."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    kept = ImportFile.objects.filter(batch=batch).exists()
    require(may_undo(state=batch.state, until=batch.undo_until, now=now(), kept=kept))
    batch.state, batch.said = Import.State.UNDOING, ""
    batch.save(update_fields=["state", "said"])
    ImportProgress.objects.filter(batch=batch).update(phase=QUEUED, done=0, total=0, cancel_asked=False)
    return batch


def undo_import(pk: int, *, today: date) -> None:
    """The work: one transaction, safe to run twice."""
    try:
        with at_work_on(pk) as progress:
            _undo(pk, today, progress)
    except Busy:
        return
    except (Cancelled, Refused) as stopped:
        _back(pk, str(stopped) or "已取消撤销，没有改动任何一行。")


@transaction.atomic
def _undo(pk: int, today: date, progress: Teller) -> None:
    batch = Import.objects.select_for_update(of=("self",)).select_related("uploaded_by__user", "uploaded_by__organisation").get(pk=pk)  # fmt: skip
    if batch.state != Import.State.UNDOING:
        return
    context, sheet = Context(batch.uploaded_by, today), batch.sheet
    _, found = read_rows(sheet, contents_of(batch), batch.file_name, context, progress)
    one_at_a_time(batch.noun)
    progress("撤销", found.read, found.read)
    kept = _put_back(sheet, found, ImportTrace.objects.get(batch=batch), context)
    batch.state, batch.undone_at = Import.State.UNDONE, now()
    batch.summary = {**batch.summary, "kept": kept[:MOST_NAMED], "kept_count": len(kept)}
    batch.save()
    why = f"新增{batch.new}行、更新{batch.changed}行，其中{len(kept)}行在导入后又有变化，没有撤销。"
    record(by=batch.uploaded_by, what=f"撤销{batch.title}导入", on=batch, why=why)


def _put_back(sheet: Sheet, found: Assembled, trace: ImportTrace, context: Context) -> list[dict[str, str]]:
    """Rows that could not be put back, each with its key and why.

    A row refused then may pass today, and the other way round: what happened to it is looked up by where it stands in the file.
    """
    numbers = numbers_of(found)
    if len(trace.fates) != len(numbers):
        raise Refused("文件现在读出的行数与导入时不同，无法逐行对照。请逐条修改，或重新导入正确的表。")
    fates = dict(zip(numbers, trace.fates, strict=True))
    changed = [number for number in numbers if fates[number] == "c"]
    before = dict(zip(changed, json.loads(trace.before.open()) if trace.before else [], strict=True))
    keys = keys_of(sheet, found.names, found.rows)
    current = sheet.store.current(keys, found.names, context)
    remove, restore = [], []
    kept = dict(_refused_now(sheet, found, fates))
    for number, key, row in zip(found.numbers, keys, found.rows, strict=True):
        fate = fates[number]
        if fate not in "nc":
            continue
        if key not in current:
            kept[key] = GONE
        elif not same(current[key], row):
            kept[key] = CHANGED_SINCE
        elif fate == "n":
            remove.append(key)
        else:
            former = zip(found.names, before[number], strict=True)
            restore.append(tuple(from_json(value, sheet.by_name[name]) for name, value in former))
    kept |= sheet.store.remove(remove, context)
    sheet.store.write(Rows(found.names, restore), context)
    return [{"key": _key_said(sheet, found, key), "why": why} for key, why in kept.items()]


def _key_said(sheet: Sheet, found: Assembled, key: Key) -> str:
    """In the words of the file: what is chosen from a list is kept as a number."""
    shown = (
        label_of(value, sheet.by_name[name], found.words.get(name, {}))
        for name, value in zip(sheet.key, key, strict=True)
    )
    return " ".join(word for word in shown if word)


def _refused_now(sheet: Sheet, found: Assembled, fates: Mapping[int, str]) -> Iterator[tuple[Key, str]]:
    """Rows that were stored and would not be today, e.g. because the unit they name is gone, by their key as written."""
    said = {fault.row: fault.said for fault in reversed(found.faults)}
    for number, cells in sorted(found.refused.items()):
        if fates[number] in "nc":
            yield tuple(cells[found.names.index(name)] for name in sheet.key), f"{REFUSED_NOW}{said[number]}"


@transaction.atomic
def _back(pk: int, said: str) -> None:
    batch = Import.objects.select_for_update().get(pk=pk)
    if batch.state == Import.State.UNDOING:
        batch.state, batch.said = Import.State.DONE, said
        batch.save(update_fields=["state", "said"])
        ImportProgress.objects.filter(batch=batch).update(cancel_asked=False, phase="")
