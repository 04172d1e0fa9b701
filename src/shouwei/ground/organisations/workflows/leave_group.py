"""A member leaves the group on a day; its history stays."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require

from ..models import Membership
from ..rules.membership import may_leave


@transaction.atomic
def leave_group(membership: Membership, *, until: date) -> Membership:
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    require(may_leave(since=membership.since, until=until, ended=membership.until is not None))
    membership.until = until
    membership.save(update_fields=["until"])
    return membership
