"""Note which messages have become needless because their thing is done, and take back what was not sent yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ..models import Dispatch, Notice
from ..queries.needed import checked_kinds, settled_among

LOOKED_BACK = timedelta(days=90)
AT_A_TIME = 2000
DONE = "事项已办结，未再打扰。"


def settle(now: datetime) -> int:
    """How many were found settled; every open message of the last 90 days is asked about, in parts."""
    open_ones = Notice.objects.filter(settled_at=None, kind__in=checked_kinds(), created_at__gte=now - LOOKED_BACK)
    count, last = 0, 0
    while part := list(open_ones.filter(pk__gt=last).select_related("to").order_by("pk")[:AT_A_TIME]):
        count += mark_settled(settled_among(part), now)
        last = part[-1].pk
    return count


@transaction.atomic
def mark_settled(notices: set[int], now: datetime) -> int:
    waiting = Dispatch.objects.filter(notice__in=notices, state=Dispatch.State.WAITING)
    waiting.update(state=Dispatch.State.WITHDRAWN, next_at=None, said=DONE)
    return Notice.objects.filter(pk__in=notices, settled_at=None).update(settled_at=now)
