"""The worker does a run: says how far it is, stops when asked, keeps the sentence when it fails. Safe to be called twice."""

from __future__ import annotations

import logging
import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from shouwei.core.clock import now, today
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.policies.queries import number_of

from ..backups.container import verify
from ..backups.errors import BackupError, Cancelled
from ..backups.making import Place, make, name_at
from ..models import Run
from ..queries import folder
from ..rules.backups import outdated

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
SILENT = timedelta(minutes=10)
"""A run that has said nothing for so long was killed with its worker."""


class TryAgain(Exception):
    """The run failed and has tries left: the queue calls again after a pause."""


def carry_out(pk: int) -> str:
    """The state the run ended in. Raises ``TryAgain`` after a failure that may pass."""
    run = _taken(pk)
    if run is None:
        return ""
    try:
        note = _do(run)
    except Cancelled:
        return _end(run, Run.State.CANCELLED, "已按要求取消，没有留下不完整的备份。")
    except BackupError as error:
        return _fail(run, str(error))
    except Exception as error:
        logger.exception("The run %s failed.", run.pk)
        return _fail(run, f"程序出错（{type(error).__name__}），详情见日志。")
    return _end(run, Run.State.DONE, note)


@transaction.atomic
def _taken(pk: int) -> Run | None:
    run = Run.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if run is None or not run.is_open:
        return None
    if run.state == Run.State.RUNNING and run.seen_at is not None and now() - run.seen_at < SILENT and not run.note:
        return None  # another worker is at it
    run.state, run.started_at, run.seen_at, run.note = Run.State.RUNNING, now(), now(), ""
    run.attempts += 1
    run.save()
    return run


def _do(run: Run) -> str:
    if run.kind == Run.Kind.VERIFY:
        manifest = verify(folder() / Path(run.what).name)
        run.value = run.total = manifest.files
        return f"完好：{len(manifest.tables)}张表{manifest.rows}行，{manifest.files}个文件，与清单一致。"
    target = folder() / name_at(datetime.now(ZoneInfo("Asia/Shanghai")), folder())

    def progress(value: int, total: int, doing: str) -> None:
        asked = Run.objects.filter(pk=run.pk).values_list("stop_asked", flat=True).first()
        if asked:
            raise Cancelled
        if value % 50 == 0 or value == total:
            Run.objects.filter(pk=run.pk).update(value=value, total=total, seen_at=now())

    phrase = os.environ.get("SHOUWEI_BACKUP_PASSPHRASE", "")
    manifest = make(here(), target, passphrase=phrase, progress=progress)
    run.what, run.value, run.total = target.name, manifest.files, manifest.files
    for name in outdated([path.name for path in folder().iterdir()], keep=number_of("backup.keep", today())):
        (folder() / name).unlink(missing_ok=True)
    secrets = "含加密的密钥" if phrase else "不含密钥，请另行保管data/secrets"
    return f"{len(manifest.tables)}张表{manifest.rows}行，{manifest.files}个文件；{secrets}。"


def here() -> Place:
    """This installation, opened as the owner: row security would hide rows from the application."""
    url = os.environ.get("DATABASE_OWNER_URL") or _own_url()
    return Place(url, Path(settings.FILES), Path(settings.DATA) / "secrets")


def _own_url() -> str:
    from psycopg.conninfo import make_conninfo

    facts = connection.settings_dict
    return make_conninfo(
        dbname=facts["NAME"],
        user=facts["USER"] or None,
        password=facts["PASSWORD"] or None,
        host=facts["HOST"] or None,
        port=facts["PORT"] or None,
    )


def _fail(run: Run, sentence: str) -> str:
    if run.attempts >= MOST_ATTEMPTS:
        return _end(run, Run.State.FAILED, sentence)
    Run.objects.filter(pk=run.pk).update(note=f"第{run.attempts}次失败，稍后重试：{sentence}"[:500])
    raise TryAgain(sentence)


@transaction.atomic
def _end(run: Run, state: Run.State, note: str) -> str:
    run.state, run.note, run.ended_at, run.seen_at = state, note[:500], now(), now()
    run.save(
        update_fields=[
            "state",
            "note",
            "ended_at",
            "seen_at",
            "what",
            *(["value", "total"] if state == Run.State.DONE else []),
        ]
    )
    record(by=run.asked_by, what=f"{run.get_kind_display()}{run.get_state_display()}", on=run, why=run.note)
    return str(state)
