"""Want to be told of kinds of events at an address, from now on; the signing secret is returned once."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Subscription
from ..queries.webhooks import last_event
from ..rules.webhooks import may_subscribe, new_secret


@transaction.atomic
def subscribe_webhook(*, name: str, url: str, kinds: Collection[str], by: Identity) -> tuple[Subscription, str]:
    # The identity's row is the lock: its subscriptions are counted before one more is made.
    Identity.objects.select_for_update(of=("self",)).get(pk=by.pk)
    running = Subscription.objects.filter(identity=by, stopped_at=None).count()
    require(may_subscribe(name=name, url=url, kinds=kinds, running=running))
    secret = new_secret()
    subscription = Subscription.objects.create(
        identity=by, name=name.strip(), url=url, kinds=sorted(kinds), secret=secret, after=last_event()
    )
    record(by=by, what="开启事件推送", on=subscription, why=url)
    return subscription, secret
