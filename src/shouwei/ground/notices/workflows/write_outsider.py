"""Write to somebody without an account: by text message where there is a gateway, else by mail, else not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from shouwei.core.clock import day_of
from shouwei.core.occasions import OCCASIONS, occasion_of

from ..channels.mail import is_set_up
from ..models import Channel, Dispatch
from ..rules.digest import Wish, after_quiet


def write_outsider(key: str, *, now: datetime) -> str:
    """The way it will go: ``sms``, ``mail``, or "" when neither reaches the person. The row is committed with the act that caused it.

    The occasion of ``key`` has a ``letter``; it is asked again when the sending goes out, so nothing of it is stored.
    """
    occasion = occasion_of(key)
    letter = OCCASIONS[occasion.kind].letter
    if letter is None:
        raise ValueError(f"no letter is known for {key}")
    wanted = letter(key)
    if wanted is None:
        return ""
    if wanted.phone and (channel := gateway()) is not None:
        way = Dispatch.Way.SMS
    elif wanted.mail and is_set_up():
        way, channel = Dispatch.Way.MAIL, None
    else:
        return ""
    start = after_quiet(timezone.localtime(now), Wish())
    Dispatch.objects.create(way=way, channel=channel, kind=occasion.kind, key=key, day=day_of(start), next_at=start)
    return str(way)


def gateway() -> Channel | None:
    """The way text messages go, where there is one."""
    return Channel.objects.filter(stopped_at=None, kind=Channel.Kind.SMS).order_by("pk").first()


def text_outsiders(keys: Iterable[str], *, now: datetime) -> int:
    """Many text messages of occasions with a ``letter``, to people known to have a number; none where there is no gateway."""
    channel = gateway()
    if channel is None:
        return 0
    start = after_quiet(timezone.localtime(now), Wish())
    rows = Dispatch.objects.bulk_create(
        Dispatch(
            way=Dispatch.Way.SMS,
            channel=channel,
            kind=occasion_of(key).kind,
            key=key,
            day=day_of(start),
            next_at=start,
        )
        for key in keys
    )
    return len(rows)
