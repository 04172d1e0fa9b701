"""Make a token for a programme; the token itself is returned once and kept nowhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Token
from ..queries.tokens import in_force
from ..rules.tokens import SCOPES, digest_of, may_issue, new_token


@transaction.atomic
def issue_token(
    *, name: str, scopes: Collection[str], expires_on: date, by: Identity, today: date
) -> tuple[Token, str]:
    # The identity's row is the lock: its tokens are counted before one more is made.
    Identity.objects.select_for_update(of=("self",)).get(pk=by.pk)
    have = in_force(today).filter(identity=by).count()
    require(may_issue(name=name, scopes=scopes, expires_on=expires_on, today=today, in_force=have))
    text = new_token()
    token = Token.objects.create(
        identity=by,
        name=name.strip(),
        digest=digest_of(text),
        beginning=text[:12],
        scopes=sorted(scopes),
        expires_on=expires_on,
    )
    record(by=by, what="签发访问令牌", on=token, why="、".join(SCOPES[scope] for scope in token.scopes))
    return token, text
