"""Puts the acting identity on the request: one query, remembered choice, never one that has ended.

The same query brings the account, so that no page asks for it a second time, and the identities lent to the person. A session
begun before the password was changed does not count: the account is then left to Django, which ends the session. The session's
own row says how long nobody has touched it; an elevated role acts only in a session that has shown the second factor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from shouwei.core.acting import NOBODY, Actor, act_as
from shouwei.core.clock import now, today
from shouwei.core.remembered import one_look

from .models import Identity, Session
from .queries import identities_of

SESSION_KEY = "identity"
SECOND = "second"
"""In the session: the second factor has been shown."""
ENDED = "ended"
"""In the session: the sign-in page says why one has to come again."""
TOUCHED_EVERY = timedelta(minutes=5)
"""A write a page would cost more than the last five minutes are worth knowing."""


class ActingIdentityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_look():
            self._find_who_acts(request)
            return self.get_response(request)

    def _find_who_acts(self, request: HttpRequest) -> None:
        act_as(None)
        request.identities = []  # type: ignore[attr-defined]  # read by the frame of every page
        request.identity = None  # type: ignore[attr-defined]
        if request.session.get(USER_KEY) and not _over(request):
            identities = identities_of(int(request.session[USER_KEY]), today())
            if identities and _belongs_to(request, identities[0]):
                request.user = identities[0].user
            identities = [each for each in identities if _proved_enough(request, each)]
            wanted = request.session.get(SESSION_KEY)
            request.identities = identities  # type: ignore[attr-defined]
            request.identity = next(  # type: ignore[attr-defined]
                (i for i in identities if i.pk == wanted), identities[0] if identities else None
            )
        act_as(_actor(request.identity, request.session.get(USER_KEY)))  # type: ignore[attr-defined]


def _actor(identity: Identity | None, account: str | None) -> Actor:
    """Whom the database's row security sees at work."""
    if identity is None:
        return Actor(user=int(account)) if account else NOBODY
    return Actor(identity.role, identity.organisation_id, identity.pk, identity.user_id)


def _belongs_to(request: HttpRequest, identity: Identity) -> bool:
    begun_with = request.session.get(HASH_SESSION_KEY, "")
    return constant_time_compare(begun_with, identity.user.get_session_auth_hash())


def _proved_enough(request: HttpRequest, identity: Identity) -> bool:
    return not (settings.SECOND_FACTOR and identity.elevated) or bool(request.session.get(SECOND))


def _over(request: HttpRequest) -> bool:
    """Ends a session that has been idle too long or open too long; notes now and then that it is in use."""
    store: Any = request.session
    row: Session | None = store.row
    if row is None:
        return False
    at = now()
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    if (idle and at - row.seen_at > idle) or at - row.began_at > timedelta(seconds=settings.SESSION_COOKIE_AGE):
        request.session.flush()
        request.session[ENDED] = "idle"
        return True
    if at - row.seen_at > TOUCHED_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=at)
    return False
