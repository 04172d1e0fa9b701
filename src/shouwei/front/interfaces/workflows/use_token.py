"""A programme knocks with its token: known, in force, within its minute's allowance; counted in the same statement."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Case, F, When
from django.db.models.functions import Least

from shouwei.ground.people.models import Identity

from ..models import Token
from ..queries.tokens import in_force
from ..rules.tokens import PREFIX, digest_of

MOST_COUNTED = 100_000


def use_token(text: str, *, now: datetime, today: date) -> Token | None:
    """The token with its identity loaded, or None. ``in_minute`` counts this request too; the caller compares it."""
    if not text.startswith(PREFIX) or len(text) > 100:
        return None
    minute = now.replace(second=0, microsecond=0)
    rows = in_force(today).filter(digest=digest_of(text), identity__in=Identity.objects.on(today))
    counted = rows.update(
        in_minute=Case(When(minute=minute, then=Least(F("in_minute") + 1, MOST_COUNTED)), default=1),
        minute=minute,
        last_used_at=now,
    )
    if not counted:
        return None
    return Token.objects.select_related("identity__user", "identity__organisation").get(digest=digest_of(text))
