"""Messages nobody has read yet go on to the successor."""

from __future__ import annotations

from shouwei.ground.people.models import Identity
from shouwei.ground.people.open_work import OpenWork

from .models import Notice


def open_work_of(leaver: Identity, successor: Identity) -> list[OpenWork]:
    """An occasion the successor has been told of already is not told again."""
    told = Notice.objects.filter(to=successor, read_at=None).order_by().values("key")
    unread = Notice.objects.filter(to=leaver, read_at=None).exclude(key__in=told)
    return [OpenWork("未读消息", unread, "to_id", successor.pk)]
