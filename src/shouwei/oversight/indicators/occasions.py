"""Kinds of messages of this room, and when each has been dealt with."""

from __future__ import annotations

from collections.abc import Collection

from shouwei.core.occasions import Mode, Occasion, Told, register

from .models import Submission
from .rules.rounds import HANDED_IN, RETURNED, WAITING


def _still(told: Collection[Told]) -> set[Told]:
    """A reminder is done with when the figures are handed in, a request to decide when it is decided."""
    rows = Submission.objects.filter(pk__in={one.number for one in told}, round__locked_on=None)
    states = dict(rows.values_list("pk", "state"))
    return {
        one
        for one in told
        if states.get(one.number) in ((HANDED_IN,) if one.key.endswith("handed_in") else (WAITING, RETURNED))
    }


register(
    Occasion("round_due", "数据采集待填报", r"submission:\d+:(due|late|returned)", Mode.DAILY, _still),
    Occasion("round_decide", "数据采集待审定", r"submission:\d+:handed_in", Mode.DAILY, _still),
    Occasion("definition", "指标口径的议定", r"definition:\d+:.*", Mode.DAILY),
    Occasion("path", "落后于目标路径", r"path:\d+:.*", Mode.DAILY),
    Occasion("round_decided", "数据采集已审定", r"submission:\d+:approved", Mode.DAILY),
)
