"""A token stops working at once. Revoking it again changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Token


@transaction.atomic
def revoke_token(token: Token, *, by: Identity, now: datetime) -> None:
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is not None:
        return
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record(by=by, what="撤销访问令牌", on=token)
