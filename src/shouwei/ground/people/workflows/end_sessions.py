"""End open sign-ins: one, all others of one's own, or all of a person."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.ground.audit.workflows.record import record

from ..digests import digest_of
from ..models import Identity, Session, User


def handle_of(session: Session) -> str:
    """A name for the form: the session's own number would be a key to it."""
    return digest_of("session", session.pk)[:20]


@transaction.atomic
def end_session(user: User, *, handle: str, by: Identity | None) -> bool:
    row = next((each for each in Session.objects.filter(user=user) if handle_of(each) == handle), None)
    if row is None:
        return False
    row.delete()
    record(by=by, what="结束登录会话", on=user, why=row.device)
    return True


@transaction.atomic
def end_sessions(user: User, *, keep: str | None, by: Identity | None) -> int:
    """How many ended; ``keep`` is the number of the session that stays."""
    rows = Session.objects.filter(user=user).exclude(pk=keep or "")
    ended, _ = rows.delete()
    if ended:
        record(by=by, what="结束全部登录会话" if keep is None else "结束其他登录会话", on=user)
    return ended


def end_sessions_of_leavers(today: date) -> int:
    """Whose last identity has ended signs in anew, if only to read about himself. How many persons that were."""
    ended = Identity.objects.filter(until__lt=today).values("user")
    in_force = Identity.objects.on(today).values("user")
    left = User.objects.filter(pk__in=ended).exclude(pk__in=in_force).filter(pk__in=Session.objects.values("user"))
    return sum(bool(end_sessions(user, keep=None, by=None)) for user in left)
