"""A stopped subscription runs again, from now on: what happened meanwhile is not sent after the fact."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Subscription
from ..queries.webhooks import last_event
from ..rules.webhooks import may_subscribe


@transaction.atomic
def start_webhook(subscription: Subscription, *, by: Identity) -> None:
    Identity.objects.select_for_update(of=("self",)).get(pk=subscription.identity_id)
    subscription = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if subscription.stopped_at is None:
        return
    running = Subscription.objects.filter(identity=subscription.identity_id, stopped_at=None).count()
    require(may_subscribe(name=subscription.name, url=subscription.url, kinds=subscription.kinds, running=running))
    subscription.stopped_at, subscription.stop_reason, subscription.failures = None, "", 0
    subscription.after = last_event()
    subscription.save(update_fields=["stopped_at", "stop_reason", "failures", "after"])
    record(by=by, what="重新开启事件推送", on=subscription)
