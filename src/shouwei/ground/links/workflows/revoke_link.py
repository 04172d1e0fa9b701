"""Take a link back before it is used."""

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Link
from ..rules.links import may_revoke


@transaction.atomic
def revoke_link(link: Link, *, by: Identity, now: datetime) -> None:
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    require(may_revoke(link.state(now)))
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    record(by=by, what="作废个人链接", on=link, about=link.issuer)
