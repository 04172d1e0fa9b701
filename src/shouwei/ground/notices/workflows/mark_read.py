"""Mark one's messages as read."""

from collections.abc import Iterable

from shouwei.core.clock import now
from shouwei.ground.people.models import Identity

from ..models import Notice


def mark_read(to: Identity, pks: Iterable[int] | None = None) -> int:
    """All unread messages of the identity, or those named; returns how many."""
    rows = Notice.objects.filter(to=to, read_at=None)
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    return rows.update(read_at=now())
