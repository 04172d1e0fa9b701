"""Send a test message on a robot's channel, the same way as all others: a row first, the clock sends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.clock import day_of
from shouwei.core.verdict import YES, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Channel, Dispatch


@transaction.atomic
def try_channel(channel: Channel, *, by: Identity, now: datetime) -> Dispatch:
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    waiting = channel.dispatches.filter(way=Dispatch.Way.TEST, next_at__isnull=False).exists()
    require(no("渠道已停用，请先重新开启再测试。") if channel.stopped_at else YES)
    require(no("短信网关请在“消息设置”中填写本人手机号后，由实际消息验证。") if channel.kind == "sms" else YES)
    require(no("上一条测试消息还没有发出，请稍候查看结果。") if waiting else YES)
    channel.tested_at = now
    channel.save(update_fields=["tested_at"])
    record(by=by, what="测试消息渠道", on=channel)
    return Dispatch.objects.create(way=Dispatch.Way.TEST, channel=channel, key="test", day=day_of(now), next_at=now)
