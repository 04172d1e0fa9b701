"""Let old records of sendings go; the figures on effect reach back three months."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..models import Dispatch

KEPT = timedelta(days=180)


def forget(now: datetime) -> int:
    gone, _ = Dispatch.objects.filter(made_at__lt=now - KEPT, next_at=None).delete()
    return gone
