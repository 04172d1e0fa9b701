"""What this room tells people about."""

from __future__ import annotations

from collections.abc import Collection

from shouwei.core.occasions import Occasion, Told, register

from .models import Cleaning


def announced(told: Collection[Told]) -> set[Told]:
    rows = Cleaning.objects.filter(pk__in=[one.number for one in told], state="announced")
    waiting = set(rows.values_list("pk", flat=True))
    return {one for one in told if one.number in waiting}


register(Occasion("cleaning", "到期清理公示", r"cleaning:\d+:.*", still_needed=announced))
