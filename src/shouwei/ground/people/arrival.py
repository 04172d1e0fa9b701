"""From "has proved who it is" to "is signed in": the second factor in between, and what a new session remembers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shouwei.core.clock import now, today

from .digests import digest_of
from .middleware import SECOND
from .models import KnownDevice, SecondFactor, User
from .queries import holds_elevated
from .rules.addresses import client_address, masked
from .rules.devices import device_words
from .rules.proofs import ARRIVAL_LASTS
from .workflows.note_sign_in import note_sign_in

ARRIVING = "arriving"
PROVED_AT = "proved_at"
DEVICE_COOKIE = "device"
DEVICE_LASTS = 365 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Arrival:
    """Somebody between the first proof and the second."""

    user: User
    way: str
    next: str
    failures: int


def address_of(request: HttpRequest) -> str:
    meta = request.META
    return client_address(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.PROXIES)


def is_known_device(request: HttpRequest, user: User | None) -> bool:
    """Asks the database for unknown accounts too, so that both answers take the same work."""
    pk = user.pk if user else 0
    digest = digest_of("device", pk, request.COOKIES.get(DEVICE_COOKIE, ""))
    return KnownDevice.objects.filter(user_id=pk, digest=digest).exists()


def demanded(user: User) -> bool:
    """Whether this person may not come in without a second factor."""
    return bool(settings.SECOND_FACTOR) and holds_elevated(user, today())


def arrive(request: HttpRequest, user: User, *, way: str, onward: str, failures: int = 0) -> HttpResponse:
    """The first proof is right. Ask for the second where there is one or must be one, else let the person in."""
    has_one = SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists()
    if not has_one and not demanded(user):
        return let_in(request, Arrival(user, way, onward, failures), second=False)
    request.session.cycle_key()
    request.session[ARRIVING] = {
        "user": user.pk,
        "way": way,
        "next": onward,
        "failures": failures,
        "at": now().timestamp(),
        "hash": user.get_session_auth_hash(),
    }
    return redirect("people:enter_code" if has_one else "people:first_second_factor")


def arriving(request: HttpRequest) -> Arrival | None:
    """Who is on the way in; nobody after ten minutes, or when the account has changed meanwhile."""
    kept: dict[str, Any] | None = request.session.get(ARRIVING)
    if kept is None or now().timestamp() - kept["at"] > ARRIVAL_LASTS.total_seconds():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != kept["hash"]:
        return None
    return Arrival(user, kept["way"], kept["next"], kept["failures"])


def let_in(request: HttpRequest, arrival: Arrival, *, second: bool) -> HttpResponse:
    """A new session under a new number, which remembers device, masked address and the way taken."""
    at, address = now(), address_of(request)
    device = device_words(request.META.get("HTTP_USER_AGENT", ""))
    request.session.pop(ARRIVING, None)
    login(request, arrival.user)
    request.session["from"] = {"device": device, "address": masked(address), "way": arrival.way}
    request.session[SECOND] = second
    prove(request, at)
    token = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(24)
    known = note_sign_in(
        arrival.user, way=arrival.way, device=device, device_digest=digest_of("device", arrival.user.pk, token), now=at
    )
    if arrival.failures:
        messages.warning(
            request,
            f"上次登录以来，您的账号有{arrival.failures}次密码或验证码错误。如不是您本人，请修改密码并查看“我的账号”。",
        )
    if not known:
        messages.info(request, f"这是您第一次在这台设备（{device}）上登录。如不是您本人，请立即修改密码。")
    answer = redirect(arrival.next)
    answer.set_cookie(
        DEVICE_COOKIE,
        token,
        max_age=DEVICE_LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def prove(request: HttpRequest, at: datetime) -> None:
    request.session[PROVED_AT] = at.timestamp()
