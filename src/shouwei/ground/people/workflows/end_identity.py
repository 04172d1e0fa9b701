"""An identity ends on a day; its open work stays where it is (handing it over is a verb of the desk)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record

from ..models import Delegation, Identity
from ..queries import is_last_keeper
from ..rules.accounts import may_end


@transaction.atomic
def end_identity(identity: Identity, *, last_day: date, why: str, by: Identity, today: date) -> None:
    """Acts until the evening of ``last_day``; lendings of it end with it."""
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    require(
        may_end(
            since=identity.since,
            until=identity.until,
            last_day=last_day,
            today=today,
            last_keeper=is_last_keeper(identity.user_id, today, without=identity.pk),
        )
    )
    before = identity.until
    identity.until = last_day
    identity.save(update_fields=["until"])
    Delegation.objects.filter(identity=identity, since__lte=last_day, until__gt=last_day).update(until=last_day)
    words = [before.isoformat() if before else None, last_day.isoformat()]
    record(
        by=by, what="结束身份", on=identity.user, about=identity.organisation, why=why, changes={identity.label: words}
    )


@transaction.atomic
def reopen_identity(identity: Identity, *, by: Identity) -> None:
    """Undo: the end is taken back."""
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    before, identity.until = identity.until, None
    identity.save(update_fields=["until"])
    words = [before.isoformat() if before else None, None]
    record(by=by, what="撤销结束身份", on=identity.user, about=identity.organisation, changes={identity.label: words})
