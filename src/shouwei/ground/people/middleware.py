"""Puts the acting identity on the request: one query, remembered choice, never one that has ended.

The same query brings the account, so that no page asks for it a second time. A session begun before the password was
changed does not count: the account is then left to Django, which ends the session.
"""

from collections.abc import Callable

from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from shouwei.core.clock import today

from .models import Identity

SESSION_KEY = "identity"


class ActingIdentityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.identities = []  # type: ignore[attr-defined]  # read by the frame of every page
        request.identity = None  # type: ignore[attr-defined]
        if request.session.get("_auth_user_id"):
            mine = Identity.objects.on(today()).filter(user_id=request.session["_auth_user_id"])
            identities = list(mine.select_related("user", "organisation"))
            wanted = request.session.get(SESSION_KEY)
            if identities and _belongs_to(request, identities[0]):
                request.user = identities[0].user
            request.identities = identities  # type: ignore[attr-defined]
            request.identity = next(  # type: ignore[attr-defined]
                (i for i in identities if i.pk == wanted), identities[0] if identities else None
            )
        return self.get_response(request)


def _belongs_to(request: HttpRequest, identity: Identity) -> bool:
    begun_with = request.session.get(HASH_SESSION_KEY, "")
    return constant_time_compare(begun_with, identity.user.get_session_auth_hash())
