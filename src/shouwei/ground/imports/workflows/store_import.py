"""Store a confirmed import: all of it in one transaction, or nothing. Safe to run twice, and to be killed at any moment."""

from __future__ import annotations

import json
import logging
from datetime import date

from django.db import DataError, IntegrityError, ProgrammingError, transaction

from shouwei.core.clock import now
from shouwei.core.sheets import Context
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell

from ..models import Import, ImportProgress, ImportTrace
from ..rules.steps import may_go_on
from ..rules.values import to_json
from .check_import import fill_in
from .reading import Sorted, contents_of, read_rows, sort_rows
from .working import Busy, Cancelled, Teller, at_work_on, one_at_a_time

CONFLICT = "数据库没有接受这批数据：有的行与已有记录冲突，或引用的记录已被删除。没有导入任何一行，请重新核对后再试。"


def store_import(pk: int, *, today: date) -> None:
    """Only an import that was confirmed and not yet stored is stored, by one process at a time.

    When the server goes away in the middle, the error is passed on and the import still waits: it is taken up again.
    """
    try:
        with at_work_on(pk) as progress:
            _store(pk, today, progress)
    except Busy:
        return
    except Cancelled:
        _back(pk, "已取消导入，没有写入任何一行。")
    except Refused as refusal:
        _back(pk, str(refusal))
    except (DataError, IntegrityError, ProgrammingError) as error:
        # The message of the database quotes the row, which may be a person's: only its kind is logged.
        logging.getLogger(__name__).error("Import %s was not stored: %s", pk, type(error.__cause__ or error).__name__)
        _back(pk, CONFLICT)


@transaction.atomic
def _store(pk: int, today: date, progress: Teller) -> None:
    batch = Import.objects.select_for_update(of=("self",)).select_related("uploaded_by__user", "uploaded_by__organisation").get(pk=pk)  # fmt: skip
    if batch.state != Import.State.STORING:
        return
    context = Context(batch.uploaded_by, today)
    sheet = batch.sheet
    about, found = read_rows(sheet, contents_of(batch), batch.file_name, context, progress)
    progress("对照", found.read, found.read)
    one_at_a_time(batch.noun)
    done = sort_rows(sheet, about, found, context)
    require(may_go_on(before=batch.refused, now=found.read - len(found.rows)))
    progress("写入", found.read, found.read)
    sheet.store.write(done.rows("nc"), context)
    progress("写完", found.read, found.read)
    _trace(batch, done)
    fill_in(batch, done, context)
    batch.state, batch.finished_at = Import.State.DONE, now()
    batch.save()
    _announce(batch)


def _trace(batch: Import, done: Sorted) -> None:
    before = json.dumps([[to_json(v) for v in row] for row in done.before], ensure_ascii=False) if done.before else ""
    ImportTrace.objects.create(batch=batch, fates=done.fates_of_all, before=before)


def _announce(batch: Import) -> None:
    said = f"{batch.title}导入完成：新增{batch.new}行，更新{batch.changed}行，未变{batch.unchanged}行，有误未导入{batch.refused}行。"
    tell([batch.uploaded_by], said, url=batch.get_absolute_url(), key=f"import:{batch.pk}:done")
    record(by=batch.uploaded_by, what=f"导入{batch.title}", on=batch, why=f"{said}文件SHA-256：{batch.sha256}")


@transaction.atomic
def _back(pk: int, said: str) -> None:
    """To the preview, with the sentence; the file is still there."""
    batch = Import.objects.select_for_update().get(pk=pk)
    if batch.state == Import.State.STORING:
        batch.state, batch.said = Import.State.CHECKED, said
        batch.save(update_fields=["state", "said"])
        ImportProgress.objects.filter(batch=batch).update(cancel_asked=False, phase="")
