"""A second person confirms an elevated role; only then does it count."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record

from ..models import Identity, Session
from ..queries import same_hands
from ..rules.accounts import may_confirm


@transaction.atomic
def confirm_identity(identity: Identity, *, by: Identity, acting_user: int) -> None:
    """``acting_user`` is who sits at the screen, also when standing in. The person's open sessions end: the role's second factor
    is asked for at the next sign-in."""
    identity = Identity.objects.select_for_update(of=("self",)).select_related("granted_by", "user").get(pk=identity.pk)
    granted_by = identity.granted_by
    require(
        may_confirm(waits=identity.waits, same_person=granted_by is not None and same_hands(granted_by, acting_user))
    )
    identity.waits = False
    identity.save(update_fields=["waits"])
    Session.objects.filter(user=identity.user).delete()
    record(by=by, what="确认身份", on=identity.user, changes={"身份": [None, identity.label]})


@transaction.atomic
def withdraw_identity(identity: Identity, *, by: Identity) -> None:
    """One that still waits is taken back; nothing was ever done in it."""
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    require(may_confirm(waits=identity.waits, same_person=False))
    user, label = identity.user, identity.label
    identity.delete()
    record(by=by, what="撤回待确认身份", on=user, changes={"身份": [label, None]})
