"""Puts the acting identity on the request: one query, remembered choice, never one that has ended."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
            request.identities = identities  # type: ignore[attr-defined]
            request.identity = next(  # type: ignore[attr-defined]
                (i for i in identities if i.pk == wanted), identities[0] if identities else None
            )
        return self.get_response(request)
