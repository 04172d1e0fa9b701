"""Send once more what failed or ended unknown, as somebody decided who looked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import YES, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Dispatch

MAY = (Dispatch.State.GIVEN_UP, Dispatch.State.UNCERTAIN)


@transaction.atomic
def send_again(dispatch: Dispatch, *, by: Identity, now: datetime) -> None:
    dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
    refused = no(f"这次发送的状态是“{dispatch.get_state_display()}”，只有发送失败或结果不明的可以重新发送。")
    require(YES if dispatch.state in MAY else refused)
    dispatch.state, dispatch.next_at, dispatch.attempts, dispatch.said = Dispatch.State.WAITING, now, 0, ""
    dispatch.save(update_fields=["state", "next_at", "attempts", "said"])
    record(by=by, what="重新发送", on=dispatch)
