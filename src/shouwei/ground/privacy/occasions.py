"""What this room tells people about."""

from __future__ import annotations

from collections.abc import Collection

from shouwei.core.occasions import Occasion, Told, register

from .models import Cleaning
from .queries.requests import still_waiting


def announced(told: Collection[Told]) -> set[Told]:
    rows = Cleaning.objects.filter(pk__in=[one.number for one in told], state="announced")
    waiting = set(rows.values_list("pk", flat=True))
    return {one for one in told if one.number in waiting}


def unanswered(told: Collection[Told]) -> set[Told]:
    waiting = still_waiting(one.number for one in told)
    return {one for one in told if one.number in waiting}


register(
    Occasion("data_request", "个人信息申请", r"data_request:\d+:.*", still_needed=unanswered),
    Occasion("data_answer", "个人信息申请的答复", r"data_answer:\d+"),
)
register(Occasion("cleaning", "到期清理公示", r"cleaning:\d+:.*", still_needed=announced))
