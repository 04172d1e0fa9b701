"""The door of an operation: token → identity → scope → key. No cookie opens it, so no foreign page can knock for somebody."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from shouwei.core.acting import Actor, act_as, acting_as_system
from shouwei.core.clock import now, today
from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity

from ..models import Token
from ..workflows.use_token import use_token
from .problems import Stop


class ApiRequest(HttpRequest):
    """A request that has passed the door."""

    auth: Token
    identity: Identity


class BearerToken(HttpBearer):
    """``Authorization: Bearer swt_…``; the token must have ``scope`` and its identity the key ``action`` of a room's table.

    Asked before the parameters and the body are read: whoever may not do a thing is not told how to ask for it.
    """

    def __init__(self, keys: Keys, action: str, *, scope: str) -> None:
        super().__init__()
        if action not in keys.rows:
            raise ValueError(f"{keys.room}: no row for {action} in the table of keys")
        self.keys, self.action, self.scope = keys, action, scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        with acting_as_system("before the token is read nobody acts yet"):
            found = use_token(token, now=now(), today=today())
        if found is None:
            return None
        if found.in_minute > found.per_minute:
            left = 60 - now().second
            raise Stop(429, f"每分钟最多{found.per_minute}次请求，请{left}秒后再试。", Retry_After=str(left))
        identity = found.identity
        act_as(Actor(identity.role, identity.organisation_id, identity.pk, identity.user_id))
        request.identity = identity  # type: ignore[attr-defined]  # read by the operations
        if self.scope not in found.scopes or not self.keys.holds(identity, self.action):
            raise Stop(403)
        return found


def shut(request: HttpRequest) -> None:
    """For an operation that names no door."""
