"""Spend a link: called by the errand's own workflow, inside its transaction."""

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import require

from ..models import Link
from ..rules.links import may_use


def use_link(link: Link, *, now: datetime) -> Link:
    """Of any number of replays exactly one returns; the others raise ``Refused`` and their transaction is undone."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("use_link belongs inside the transaction of what the link is for")
    link = Link.objects.select_for_update().get(pk=link.pk)
    require(may_use(link.state(now)))
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link
