"""Send a link once more, under a new address; the old one is dead from then on."""

from datetime import datetime, timedelta

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Link
from ..rules.links import may_reissue


@transaction.atomic
def reissue_link(link: Link, *, by: Identity, now: datetime) -> Link:
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    require(may_reissue(link.state(now)))
    link.round += 1
    link.issued_at = now
    link.expires_at = (now + timedelta(days=link.purpose_row.waits_days)).replace(microsecond=0)
    link.opened_at = link.revoked_at = link.asked_again_at = None
    link.device, link.wrong_answers = "", 0
    link.save()
    record(by=by, what="重发个人链接", on=link, about=link.issuer)
    return link
