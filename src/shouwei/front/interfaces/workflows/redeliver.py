"""Send a delivery once more at the next minute, under the same id, so that receivers who have it can tell."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import YES, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Delivery


@transaction.atomic
def redeliver(delivery: Delivery, *, by: Identity, now: datetime) -> None:
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("subscription").get(pk=delivery.pk)
    require(no("订阅已停用，请先重新开启。") if delivery.subscription.stopped_at else YES)
    delivery.state, delivery.attempts, delivery.next_at = Delivery.State.WAITING, 0, now
    delivery.save(update_fields=["state", "attempts", "next_at"])
    record(by=by, what="重新推送", on=delivery, about=delivery.subscription)
