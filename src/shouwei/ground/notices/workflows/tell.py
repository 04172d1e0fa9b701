"""Tell people something, once."""

from collections.abc import Iterable

from shouwei.core.occasions import occasion_of
from shouwei.ground.people.models import Identity

from ..models import Notice


def tell(to: Iterable[Identity], text: str, *, url: str = "", key: str) -> None:
    """Leave a message for each identity. An occasion (``key``) already told, unread and unsettled is not repeated.

    Nothing is sent here: the row is committed with the act that caused it, and the clock decides which ways it goes.
    """
    unique = {identity.pk: identity for identity in to}
    kind = occasion_of(key).kind
    Notice.objects.bulk_create(
        [Notice(to=identity, text=text[:300], url=url, key=key, kind=kind) for identity in unique.values()],
        ignore_conflicts=True,
    )
