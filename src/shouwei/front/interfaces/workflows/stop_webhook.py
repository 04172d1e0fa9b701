"""A subscription gets nothing more; what waits for it is given up. Stopping again changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Delivery, Subscription


@transaction.atomic
def stop_webhook(subscription: Subscription, *, because: str, by: Identity | None, now: datetime) -> None:
    subscription = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if subscription.stopped_at is not None:
        return
    subscription.stopped_at, subscription.stop_reason = now, because[:200]
    subscription.save(update_fields=["stopped_at", "stop_reason"])
    waiting = subscription.deliveries.filter(state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.GIVEN_UP, next_at=None, said="订阅已停用")
    record(by=by, what="停用事件推送", on=subscription, why=because)
