"""Stop a channel, or start it again. What waits for a stopped one is taken back when its turn comes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Channel


@transaction.atomic
def stop_channel(channel: Channel, *, by: Identity, now: datetime) -> bool:
    """Whether it runs afterwards."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    channel.stopped_at = None if channel.stopped_at else now
    channel.save(update_fields=["stopped_at"])
    runs = channel.stopped_at is None
    record(by=by, what="重新开启消息渠道" if runs else "停用消息渠道", on=channel)
    return runs
