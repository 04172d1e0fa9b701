"""The address stops working at once. Revoking it again changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Feed


@transaction.atomic
def revoke_feed(feed: Feed, *, by: Identity, now: datetime) -> None:
    feed = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if feed.revoked_at is not None:
        return
    feed.revoked_at = now
    feed.save(update_fields=["revoked_at"])
    record(by=by, what="撤销日历订阅", on=feed)
