"""A one-time code for a first or a lost password, handed over in person, as a link or on paper."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from shouwei.ground.audit.workflows.record import record

from ..digests import digest_of
from ..models import EntryCode, Identity, User
from ..rules.codes import new_entry_code, tidy
from ..rules.proofs import ENTRY_CODE_LASTS


@transaction.atomic
def issue_entry_code(user: User, *, by: Identity | None, now: datetime) -> str:
    """Shown once; only its digest is kept. Earlier unused ones are void. The old password holds until the new one is set."""
    EntryCode.objects.filter(user=user, used_at=None).delete()
    code = new_entry_code(secrets.token_bytes(13))
    EntryCode.objects.create(
        user=user,
        digest=digest_of("entry", tidy(code)),
        made_by_id=by.pk if by else None,
        made_at=now,
        expires_at=now + ENTRY_CODE_LASTS,
    )
    record(by=by, what="开具一次性代码", on=user)
    return code
