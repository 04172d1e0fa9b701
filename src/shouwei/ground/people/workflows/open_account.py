"""Give a person an account with one identity: how the first people of a real installation come in."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction

from shouwei.core.verdict import YES, Verdict, no, require
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import bearer_of

from ..models import Identity, User
from ..rules.roles import has_a_seat

KINDS = {
    Identity.Role.SECRETARIAT: Organisation.Kind.SECRETARIAT,
    Identity.Role.ADMINISTRATOR: Organisation.Kind.SECRETARIAT,
    Identity.Role.COUNCIL: Organisation.Kind.COUNCIL,
    Identity.Role.DEPARTMENT: Organisation.Kind.DEPARTMENT,
    Identity.Role.AUDITOR: Organisation.Kind.AUTHORITY,
}


@transaction.atomic
def open_account(*, username: str, name: str, role: str, organisation: str, today: date) -> tuple[Identity, str]:
    """The identity and a password nobody else knows. The organisation is entered when unknown, but never a member:
    members join by a plan or by their own page, so that the day and its source are kept."""
    known = bearer_of(organisation)
    kind = known.kind if known else ""
    require(_may_open(username=username, role=role, organisation=organisation, kind=kind))
    at = known or Organisation.objects.create(name=organisation, kind=KINDS[Identity.Role(role)])
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(username, password, name=name)
    return Identity.objects.create(user=user, role=role, organisation=at, since=today), password


def _may_open(*, username: str, role: str, organisation: str, kind: str) -> Verdict:
    """``kind`` of the organisation, "" when it is unknown."""
    if role not in Identity.Role.values:
        return no(f"没有“{role}”这个角色，可选：{'、'.join(Identity.Role.values)}。")
    if User.objects.filter(username=username).exists():
        return no(f"账号“{username}”已存在，请换一个。")
    if not kind and role == Identity.Role.LIAISON:
        return no(f"“{organisation}”还没有登记，请先在“单位名录”中登记为园区、县（市、区）或主管部门。")
    if not kind and Identity.Role(role) not in KINDS:
        return no(f"“{organisation}”还不是成员单位，请先发布方案或在“成员单位”中增加。")
    if kind and not has_a_seat(role, kind):
        return no(f"“{Identity.Role(role).label}”不能设在“{organisation}”这类单位。")
    return YES
