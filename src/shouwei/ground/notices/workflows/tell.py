"""Tell people something, once."""

from collections.abc import Iterable

from shouwei.ground.people.models import Identity

from ..models import Notice


def tell(to: Iterable[Identity], text: str, *, url: str = "", key: str) -> None:
    """Leave a message for each identity. An occasion (``key``) already told and still unread is not repeated."""
    unique = {identity.pk: identity for identity in to}
    Notice.objects.bulk_create(
        [Notice(to=identity, text=text[:300], url=url, key=key) for identity in unique.values()], ignore_conflicts=True
    )
