"""Set a password: with a one-time code, or with the old one. Every other session of the person ends."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record

from ..digests import digest_of
from ..models import EntryCode, Identity, KnownDevice, Session, User
from ..queries import usual_identity
from ..rules.codes import tidy
from ..rules.proofs import may_use_entry_code, may_use_password


@transaction.atomic
def set_password_with_code(code: str, *, password: str, now: datetime) -> User:
    """The second factor stays as it is: the code replaces the password only."""
    row = EntryCode.objects.select_for_update().filter(digest=digest_of("entry", tidy(code))).first()
    require(
        may_use_entry_code(
            known=row is not None and row.user.is_active,
            used_at=row.used_at if row else None,
            expires_at=row.expires_at if row else None,
            now=now,
        )
    )
    assert row is not None  # the rule refuses otherwise
    _set(row.user, password)
    row.used_at = now
    row.save(update_fields=["used_at"])
    record(by=usual_identity(row.user), what="凭一次性代码设置密码", on=row.user)
    return row.user


@transaction.atomic
def change_password(user: User, *, old: str, password: str, by: Identity | None) -> None:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.check_password(old):
        raise Refused("原密码不正确，密码没有修改。")
    _set(user, password)
    record(by=by, what="修改密码", on=user)


def _set(user: User, password: str) -> None:
    require(may_use_password(password))
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from None
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).delete()
    KnownDevice.objects.filter(user=user).delete()
