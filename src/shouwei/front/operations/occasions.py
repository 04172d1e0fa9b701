"""What this room tells people about."""

from __future__ import annotations

from collections.abc import Collection

from shouwei.core.occasions import Mode, Occasion, Told, register

from .models import RestoreRequest


def waiting(told: Collection[Told]) -> set[Told]:
    """Requests nobody has decided yet."""
    numbers = RestoreRequest.objects.filter(pk__in=[one.number for one in told], state="waiting")
    open_ones = set(numbers.values_list("pk", flat=True))
    return {one for one in told if one.number in open_ones}


register(
    Occasion("restore", "恢复备份待批准", r"restore:\d+:asked", Mode.AT_ONCE, still_needed=waiting),
    Occasion("restore_refused", "恢复申请被退回", r"restore:\d+:refused"),
)
