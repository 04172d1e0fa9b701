"""Nobody signs in to a closed account, and whoever is in is out with the next click."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record

from ..models import EntryCode, Identity, Session, User
from ..queries import is_last_keeper
from ..rules.accounts import may_close


@transaction.atomic
def close_account(user: User, *, why: str, by: Identity, acting_user: int, today: date) -> None:
    user = User.objects.select_for_update().get(pk=user.pk)
    require(may_close(active=user.is_active, own=user.pk == acting_user, last_keeper=is_last_keeper(user.pk, today)))
    user.is_active = False
    user.save(update_fields=["is_active"])
    Session.objects.filter(user=user).delete()
    EntryCode.objects.filter(user=user, used_at=None).delete()
    record(by=by, what="停用账号", on=user, why=why)


@transaction.atomic
def reopen_account(user: User, *, by: Identity) -> None:
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by=by, what="恢复账号", on=user)
