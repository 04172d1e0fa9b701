"""The worker's part of an approved restore: read the backup through, keep what is there now, call the supervisor."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from shouwei.core.clock import now
from shouwei.ground.audit.workflows.record import record

from ..backups.container import seal_of, verify
from ..backups.errors import BackupError
from ..backups.making import make, name_at
from ..models import RestoreRequest
from ..queries import folder
from ..rules.backups import may_restore
from .carry_out import here

logger = logging.getLogger(__name__)
ORDER = "restore.order"
"""A file in the data folder whose text is the number of the request; the supervisor looks for it."""


def prepare_restore(pk: int) -> str:
    """The request's state afterwards. Called twice it looks again and writes the same order; a request that was stopped is left."""
    request = RestoreRequest.objects.select_related("asked_by", "decided_by").filter(pk=pk).first()
    if request is None or request.state != RestoreRequest.State.APPROVED:
        return request.state if request else ""
    try:
        file = folder() / Path(request.what).name
        _say(request, "正在逐字节校验备份。")
        verify(file)
        refusal = may_restore(
            approved=True,
            persons=(_person(request.asked_by), _person(request.decided_by)),
            age=now() - (request.decided_at or request.asked_at),
            seals=(request.seal, seal_of(file)),
        )
        if not refusal:
            raise BackupError(refusal.reason)
        _say(request, "备份完好，正在备份现有数据，以便恢复之后还能退回。")
        kept = name_at(datetime.now(ZoneInfo("Asia/Shanghai")), folder())
        make(here(), folder() / kept, passphrase=os.environ.get("SHOUWEI_BACKUP_PASSPHRASE", ""))
    except BackupError as error:
        return fail_restore(request, str(error))
    except Exception as error:
        logger.exception("The restore %s failed before anything was replaced.", request.pk)
        return fail_restore(request, f"程序出错（{type(error).__name__}），详情见日志。没有改动任何内容。")
    _say(request, f"现有数据已备份为“{kept}”，系统即将停下并恢复，约需一分钟，之后所有人重新登录。")
    _call_supervisor(request)
    return str(request.state)


def _person(identity: object) -> int | None:
    number: int | None = getattr(identity, "user_id", None)
    return number


def _say(request: RestoreRequest, note: str) -> None:
    RestoreRequest.objects.filter(pk=request.pk, state=RestoreRequest.State.APPROVED).update(note=note)


def _call_supervisor(request: RestoreRequest) -> None:
    """Whole or not at all, and not for a request that was stopped meanwhile."""
    if not RestoreRequest.objects.filter(pk=request.pk, state=RestoreRequest.State.APPROVED).exists():
        return
    order = Path(settings.DATA) / ORDER
    making = order.with_name(f".{ORDER}")
    making.write_text(f"{request.pk}\n", encoding="ascii")
    making.replace(order)


@transaction.atomic
def fail_restore(request: RestoreRequest, sentence: str) -> str:
    """Nothing was replaced; the sentence stays on the page and in the trail."""
    request = RestoreRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.is_open:
        request.state, request.note, request.ended_at = RestoreRequest.State.FAILED, sentence[:500], now()
        request.save(update_fields=["state", "note", "ended_at"])
        record(by=None, what="恢复没有进行", on=request, why=request.note)
    return str(request.state)
