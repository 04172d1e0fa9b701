"""Somebody stands in for an identity between two days (代办), and the end of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record

from ..models import Delegation, Identity, User
from ..rules.accounts import Wish, may_delegate


@transaction.atomic
def delegate(
    identity: Identity,
    *,
    to: User,
    since: date,
    until: date,
    reason: str,
    by: Identity,
    acting_user: int,
    now: datetime,
    today: date,
) -> Delegation:
    """``acting_user`` is who sits at the screen: what was lent cannot be lent on."""
    identity = Identity.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=identity.pk)
    there = Identity.objects.on(today).filter(user=to, organisation=identity.organisation)
    before = Delegation.objects.filter(identity=identity, delegate=to, revoked_at=None)
    require(
        may_delegate(
            Wish(
                role=identity.role,
                identity_in_force=identity.in_force(today),
                own=identity.user_id == acting_user,
                to_self=identity.user_id == to.pk,
                same_organisation=there.exists(),
                since=since,
                until=until,
                overlapping=before.filter(since__lte=until, until__gte=since).exists(),
                ends=identity.until,
            ),
            today=today,
        )
    )
    lent = Delegation.objects.create(
        identity=identity, delegate=to, since=since, until=until, reason=reason, given_at=now
    )
    days = f"{since.isoformat()}至{until.isoformat()}"
    record(by=by, what="委托代办", on=identity.user, about=to, why=reason, changes={str(lent): [None, days]})
    return lent


@transaction.atomic
def revoke_delegation(lent: Delegation, *, by: Identity, now: datetime) -> None:
    """At once: the next click of the delegate no longer finds the identity."""
    lent = (
        Delegation.objects.select_for_update(of=("self",)).select_related("identity__user", "delegate").get(pk=lent.pk)
    )
    if lent.revoked_at is not None:
        raise Refused("这项委托已经撤销。")
    lent.revoked_at = now
    lent.save(update_fields=["revoked_at"])
    record(by=by, what="撤销代办委托", on=lent.identity.user, about=lent.delegate)
