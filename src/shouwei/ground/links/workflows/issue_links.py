"""Send outsiders on one errand each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Link
from ..purposes import PURPOSES


@dataclass(frozen=True)
class To:
    """Whom, about which thing. ``recipient`` is a surname with a star or a post, never a full name."""

    about_id: int
    recipient: str
    subject: str


@transaction.atomic
def issue_links(
    purpose: str, to: Iterable[To], *, issuer: Organisation, by: Identity | None, now: datetime
) -> list[Link]:
    """New links, in the order given. An earlier open link of the same purpose about the same thing is revoked."""
    kind = PURPOSES[purpose]
    people = list(to)
    about = [person.about_id for person in people]
    Link.objects.filter(purpose=purpose, about_id__in=about, used_at=None, revoked_at=None).update(revoked_at=now)
    links = Link.objects.bulk_create(
        Link(
            purpose=purpose,
            about_id=person.about_id,
            recipient=person.recipient[:60],
            subject=person.subject[:200],
            issuer=issuer,
            issued_by=by,
            issued_at=now,
            expires_at=(now + timedelta(days=kind.waits_days)).replace(microsecond=0),
        )
        for person in people
    )
    if links:
        record(by=by, what="发出个人链接", on=issuer, why=f"{kind.title}，{len(links)}条")
    return links
