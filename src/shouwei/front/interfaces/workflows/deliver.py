"""Send what is due. Each delivery is claimed first and settled after, so two workers never send the same at once.

A worker killed in between leaves a claim that runs out after a minute; the receiver may then get the message twice, under the
same ``webhook-id``. No transaction is open while a foreign server takes its time.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from shouwei.core.outgoing import Outcome, post
from shouwei.ground.notices.workflows.tell import tell

from ..models import Delivery, Subscription
from ..rules.webhooks import GIVEN_UP_IN_A_ROW, pause_after, signature
from .stop_webhook import stop_webhook

AT_A_TIME = 50
CLAIM = timedelta(minutes=1)


def deliver(now: datetime) -> int:
    """How many were delivered."""
    return sum(_deliver_one(delivery, now) for delivery in _claimed(now))


@transaction.atomic
def _claimed(now: datetime) -> list[Delivery]:
    due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=Delivery.State.WAITING, next_at__lte=now, subscription__stopped_at=None
    )
    claimed = list(due.select_related("subscription").order_by("next_at", "pk")[:AT_A_TIME])
    Delivery.objects.filter(pk__in=[one.pk for one in claimed]).update(next_at=now + CLAIM)
    return claimed


def _deliver_one(delivery: Delivery, now: datetime) -> bool:
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = int(now.timestamp())
    secret = delivery.subscription.secret
    assert secret is not None  # made with the subscription
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "shouwei-webhooks/1",
        "webhook-id": delivery.message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret.open(), message=delivery.message, timestamp=timestamp, body=body),
    }
    allow_private = settings.WEBHOOKS_MAY_REACH_PRIVATE_ADDRESSES
    outcome = post(delivery.subscription.url, body, headers, allow_private=allow_private)
    _settle(delivery, outcome, now)
    return outcome.accepted


@transaction.atomic
def _settle(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    subscription = Subscription.objects.select_for_update(of=("self",)).get(pk=delivery.subscription_id)
    delivery.refresh_from_db()
    delivery.attempts += 1
    delivery.sent_at, delivery.status, delivery.said = now, outcome.status, outcome.said[:300]
    pause = None if outcome.gone else pause_after(delivery.attempts)
    if outcome.accepted:
        delivery.state, delivery.next_at = Delivery.State.DELIVERED, None
        subscription.failures = 0
    elif pause is not None:
        delivery.next_at = now + pause
    else:
        delivery.state, delivery.next_at = Delivery.State.GIVEN_UP, None
        subscription.failures += 1
    delivery.save()
    subscription.save(update_fields=["failures"])
    if outcome.gone or subscription.failures >= GIVEN_UP_IN_A_ROW:
        _stop(subscription, outcome, now)


def _stop(subscription: Subscription, outcome: Outcome, now: datetime) -> None:
    why = "接收方答复410，表示不再接收" if outcome.gone else f"连续{subscription.failures}次推送失败"
    stop_webhook(subscription, because=f"{why}，已自动停用。", by=None, now=now)
    tell(
        [subscription.identity],
        f"事件推送“{subscription.name}”{why}，已自动停用。请检查接收地址后重新开启。",
        url=reverse("interfaces:webhook", args=[subscription.pk]),
        key=f"webhook:{subscription.pk}:{now:%Y%m%d%H%M}",
    )
