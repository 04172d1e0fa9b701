"""Ask that a backup be put in place of everything. Nothing happens until a second person has approved."""

from __future__ import annotations

from pathlib import Path

from django.db import IntegrityError, transaction
from django.urls import reverse

from shouwei.core.clock import now, today
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..backups.container import read_manifest, seal_of
from ..backups.errors import BackupError
from ..models import RestoreRequest
from ..queries import approvers
from ..rules.backups import may_ask_restore


def ask_restore(file: Path, *, reason: str, by: Identity) -> RestoreRequest:
    """Refuses while another request is open."""
    problem, seal = "", ""
    try:
        read_manifest(file)
        seal = seal_of(file)
    except BackupError as error:
        problem = str(error)
    others = approvers(by, today())
    require(may_ask_restore(reason=reason, problem=problem, others=len(others)))
    try:
        with transaction.atomic():
            request = RestoreRequest.objects.create(
                what=file.name, seal=seal, reason=reason.strip(), asked_by_id=by.pk, asked_label=str(by), asked_at=now()
            )
            said = f"{by.person}申请用备份“{file.name}”替换全部数据：{request.reason}。须您批准，24小时内有效。"
            tell(others, said, url=reverse("operations:backups"), key=f"restore:{request.pk}:asked")
            record(by=by, what="申请恢复备份", on=request, why=request.reason)
            return request
    except IntegrityError:
        raise Refused("已有一份恢复申请没有办结，请先批准、退回或撤回它。") from None
