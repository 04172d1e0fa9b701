"""What a house must know that has just been put back: who asked, who approved, what was replaced; and that nobody is signed in.

A backup is of some hours or days ago. What went out since must not go out again, a job that was running then is not running now,
and a session that was open then may have been ended since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from shouwei.core.clock import now
from shouwei.ground.audit.workflows.note_restore import note_restore
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.hold_back import hold_back
from shouwei.ground.people.models import Session
from shouwei.ground.privacy.workflows.repeat_erasures import repeat_erasures

from ..models import RestoreRequest, Run


@dataclass(frozen=True, slots=True)
class Done:
    """``asked`` and ``approved`` are words, since numbers of the replaced house mean nothing here. ``replaced``: head of its trail."""

    what: str
    seal: str
    reason: str
    asked: str
    approved: str
    made_at: str
    replaced: dict[str, Any] | None
    """None: the target was empty."""


def _told(moment: str) -> str:
    """UTC as the manifest has it, in the words of here."""
    return f"{timezone.localtime(datetime.fromisoformat(moment)):%Y年%m月%d日 %H:%M}"


@transaction.atomic
def settle_restore(done: Done) -> RestoreRequest:
    at = now()
    RestoreRequest.objects.filter(state__in=["waiting", "approved"]).update(
        state=RestoreRequest.State.FAILED, note="恢复备份时，这份旧申请随之作废。", ended_at=at
    )
    Run.objects.filter(kind=Run.Kind.BACKUP, state=Run.State.RUNNING).update(
        state=Run.State.DONE, what=done.what, note="制作了后来用于恢复的这份备份。", ended_at=at
    )
    Run.objects.filter(state__in=["waiting", "running"]).update(
        state=Run.State.CANCELLED, note="恢复备份时中止。", ended_at=at
    )
    request = RestoreRequest.objects.create(
        what=done.what,
        seal=done.seal,
        reason=done.reason[:300],
        state=RestoreRequest.State.DONE,
        asked_label=done.asked[:200],
        asked_at=at,
        decided_label=done.approved[:200],
        decided_at=at,
        ended_at=at,
    )
    held = hold_back(at)
    erased = repeat_erasures(datetime.fromisoformat(done.made_at))
    Session.objects.all().delete()
    facts = [f"申请：{done.asked}；批准：{done.approved or '空的系统，无须批准'}；备份制作于{_told(done.made_at)}"]
    if done.replaced is not None:
        facts.append(
            f"替换前操作记录{done.replaced['count']}条，链尾第{done.replaced.get('chain_number', 0)}号"
            f"{str(done.replaced.get('chain_hash', ''))[:16]}"
        )
    if erased:
        facts.append(f"备份之后依法删除的{erased}人再次删除")
    if held:
        facts.append(f"{held}条当时待发的消息不再自动发出")
    request.note = f"{'；'.join(facts)}。"[:500]
    request.save(update_fields=["note"])
    record(by=None, what="恢复备份", on=request, why=f"{done.reason}（{request.note}）"[:500])
    note_restore(at, replaced=done.replaced is not None)
    return request
