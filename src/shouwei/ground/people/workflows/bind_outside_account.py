"""Bind an outside account to a person, and take the binding off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record

from ..digests import digest_of
from ..models import Identity, OutsideAccount, User
from ..rules.outside import may_bind, short_name


def owner_of(way: str, subject: str) -> User | None:
    """Whose outside account this is; nobody's when the account here is closed."""
    found = OutsideAccount.objects.filter(way=way, digest=_digest(way, subject), user__is_active=True).select_related(
        "user"
    )
    account = found.first()
    return account.user if account else None


@transaction.atomic
def bind_outside_account(
    user: User, *, way: str, label: str, subject: str, name: str, by: Identity | None, now: datetime
) -> OutsideAccount:
    """``way`` is the slug, ``label`` its name on screen. Of ``subject`` a digest is kept, of ``name`` one character."""
    user = User.objects.select_for_update().get(pk=user.pk)
    digest = _digest(way, subject)
    require(
        may_bind(
            way=label,
            taken_by_other=OutsideAccount.objects.filter(way=way, digest=digest).exclude(user=user).exists(),
            has_one=OutsideAccount.objects.filter(way=way, user=user).exists(),
        )
    )
    record(by=by, what=f"绑定{label}账号", on=user)
    return OutsideAccount.objects.create(user=user, way=way, digest=digest, label=short_name(name), bound_at=now)


@transaction.atomic
def unbind_outside_account(user: User, *, way: str, label: str, by: Identity | None) -> bool:
    removed, _ = OutsideAccount.objects.filter(user=user, way=way).delete()
    if removed:
        record(by=by, what=f"解除{label}账号绑定", on=user)
    return bool(removed)


def _digest(way: str, subject: str) -> str:
    return digest_of("outside", way, subject)
