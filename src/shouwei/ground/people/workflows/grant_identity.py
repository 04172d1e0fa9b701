"""Give a person a role at an organisation from a day on. An elevated role waits until a second person has confirmed it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation

from ..models import Identity, User
from ..rules.accounts import may_grant, needs_second_person
from ..rules.roles import has_a_seat


@transaction.atomic
def grant_identity(
    user: User, *, role: str, organisation: Organisation, since: date, until: date | None, by: Identity, today: date
) -> Identity:
    user = User.objects.select_for_update().get(pk=user.pk)
    same = Identity.objects.filter(user=user, role=role, organisation=organisation)
    require(
        may_grant(
            since=since,
            until=until,
            today=today,
            same_open=same.filter(Q(until=None) | Q(until__gte=since)).exists(),
            organisation_fits=has_a_seat(role, organisation.kind),
            role_label=Identity.Role(role).label,
        )
    )
    identity = Identity.objects.create(
        user=user,
        role=role,
        organisation=organisation,
        since=since,
        until=until,
        waits=needs_second_person(role),
        granted_by_id=by.pk,
    )
    record(by=by, what="授予身份", on=user, about=organisation, changes={"身份": [None, identity.label]})
    return identity
