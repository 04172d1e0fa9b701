"""A new secret address for one's calendar."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Feed
from ..rules.feeds import digest_of, may_open, new_secret


@transaction.atomic
def open_feed(*, name: str, by: Identity) -> Feed:
    # The identity's row is the lock: its feeds are counted before one more is made.
    Identity.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(may_open(name=name, running=Feed.objects.filter(identity=by, revoked_at=None).count()))
    secret = new_secret()
    feed = Feed.objects.create(identity=by, name=name.strip(), digest=digest_of(secret), secret=secret)
    record(by=by, what="开通日历订阅", on=feed)
    return feed
