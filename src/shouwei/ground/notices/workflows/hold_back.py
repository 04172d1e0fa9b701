"""After a restore: what waited to be sent when the backup was made may have gone out since. It waits for a person's word now."""

from __future__ import annotations

from datetime import datetime

from ..models import Dispatch, Notice


def hold_back(at: datetime) -> int:
    """How many sendings wait; the messages themselves stay in the inboxes."""
    Notice.objects.filter(planned_at=None).update(planned_at=at)
    waiting = Dispatch.objects.filter(state__in=[Dispatch.State.WAITING, Dispatch.State.SENDING])
    return waiting.update(state=Dispatch.State.UNCERTAIN, next_at=None, said="恢复备份之前可能已经发出，未自动重发。")
