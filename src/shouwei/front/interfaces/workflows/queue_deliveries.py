"""Read the trail on from where each subscription stopped, and queue what its identity may see. Safe to run twice."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from ..models import Delivery, Subscription
from ..queries.webhooks import events_after, payload_of, visible

AT_A_TIME = 200  # events looked at for one subscription in one go
SETTLING = timedelta(seconds=10)
"""Events this young wait: one with a lower number may still be on its way to being committed."""


def queue_deliveries(now: datetime) -> int:
    """How many deliveries were queued."""
    running = Subscription.objects.filter(stopped_at=None).values_list("pk", flat=True)
    return sum(_queue_for(pk, now) for pk in running)


@transaction.atomic
def _queue_for(pk: int, now: datetime) -> int:
    rows = Subscription.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, stopped_at=None)
    subscription = rows.select_related("identity__user", "identity__organisation").first()
    if subscription is None:
        return 0
    events = list(events_after(subscription.after, before=now - SETTLING)[:AT_A_TIME])
    if not events:
        return 0
    seen = visible(events, subscription)
    made = Delivery.objects.bulk_create(
        [
            Delivery(
                subscription=subscription,
                event=event.pk,
                message=f"msg_{secrets.token_urlsafe(18)}",
                payload=payload_of(event),
                next_at=now,
            )
            for event in seen
        ],
        ignore_conflicts=True,
    )
    subscription.after = events[-1].pk
    subscription.save(update_fields=["after"])
    return len(made)
