"""Requests somebody had taken up go on to the successor."""

from __future__ import annotations

from shouwei.ground.people.models import Identity
from shouwei.ground.people.open_work import OpenWork

from .models import DataRequest


def open_work_of(leaver: Identity, successor: Identity) -> list[OpenWork]:
    taken = DataRequest.objects.filter(taken_by=leaver, state=DataRequest.State.TAKEN).exclude(user=successor.user_id)
    return [OpenWork("办理中的个人信息申请", taken, "taken_by_id", successor.pk)]
