"""The ways to sign in outside that are set up, and the road there and back through allauth and python-cas.

Ways are rows of the settings page and entries of ``settings.SIGN_IN_WAYS`` (from the environment); a row hides an entry of the same
slug. allauth's own pages have no address here: only our two (there and back) exist, and its account tables stay empty.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from cas import CASClient
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from .models import SignInWay
from .outside_now import NOW, PARAMETERS, AsItIs

KEPT = "outside"
"""In the session: what one set out for. ``{"way", "purpose", "next", "state"}``"""
TIMEOUT = 10  # seconds a provider may take to answer


@dataclass(frozen=True)
class Way:
    kind: str
    slug: str
    label: str
    server_url: str = ""
    client_id: str = ""
    secret: str = ""
    from_environment: bool = False


class Failed(Exception):
    """The provider did not vouch for anybody; ``str()`` is the sentence for the screen."""


@dataclass(frozen=True)
class Vouched:
    """Whom the provider says is there: its own number or account name, and a name to recognise it by."""

    subject: str
    name: str


class _Back(Exception):
    """Carries the outcome out of allauth's flow before it would look for, or make, an account of its own."""

    def __init__(self, vouched: Vouched | None) -> None:
        self.vouched = vouched


def open_ways() -> list[Way]:
    rows = {row.slug: row for row in SignInWay.objects.all()}
    fixed = [Way(**entry, from_environment=True) for entry in settings.SIGN_IN_WAYS if entry["slug"] not in rows]
    return fixed + [_way_of(row) for row in rows.values() if row.is_open]


def way_called(slug: str) -> Way | None:
    return next((way for way in open_ways() if way.slug == slug), None)


def _way_of(row: SignInWay) -> Way:
    plain = row.secret.open() if row.secret else ""
    return Way(row.kind, row.slug, row.label, row.server_url, row.client_id, plain)


def go_there(request: HttpRequest, way: Way, *, purpose: str, onward: str) -> str:
    """The provider's address; what one set out for stays in the session."""
    state = secrets.token_urlsafe(24)
    request.session[KEPT] = {"way": way.slug, "purpose": purpose, "next": onward, "state": state}
    if way.kind == SignInWay.Kind.CAS:
        address: str = _cas(request, way, state).get_login_url()
        return address
    try:
        answer = _provider(request, way).redirect(request, AuthProcess.LOGIN)
    except RequestException:
        raise Failed(f"现在连不上“{way.label}”，请稍后再试，或用账号密码登录。") from None
    where: str = answer["Location"]
    return where


def come_back(request: HttpRequest, way: Way) -> Vouched:
    """Raises :class:`Failed` unless the provider vouches for somebody and the way back is the one we sent out on."""
    kept = request.session.get(KEPT) or {}
    if kept.get("way") != way.slug:
        raise Failed("登录没有从本系统开始，或者等待太久。请回到登录页面重新开始。")
    return _from_cas(request, way, kept) if way.kind == SignInWay.Kind.CAS else _from_oauth(request, way)


def _callback(request: HttpRequest, way: Way) -> str:
    return request.build_absolute_uri(reverse("people:outside_callback", args=[way.slug]))


def _cas(request: HttpRequest, way: Way, state: str) -> Any:
    """CAS has no state of its own; ours travels in the service address, which the ticket is bound to."""
    service = f"{_callback(request, way)}?state={state}"
    session = Adapter(request).get_requests_session()
    return CASClient(version=3, service_url=service, server_url=f"{way.server_url.rstrip('/')}/", session=session)


def _from_cas(request: HttpRequest, way: Way, kept: Mapping[str, str]) -> Vouched:
    ticket = request.GET.get("ticket", "")
    if not ticket or not secrets.compare_digest(request.GET.get("state", ""), kept["state"]):
        raise Failed("登录没有从本系统开始，或者等待太久。请回到登录页面重新开始。")
    try:
        user, attributes, _ = _cas(request, way, kept["state"]).verify_ticket(ticket)
    except (RequestException, SyntaxError, IndexError, ValueError, AttributeError):
        # Whatever the server said, it was no answer of the protocol.
        raise Failed(f"现在连不上“{way.label}”，请稍后再试，或用账号密码登录。") from None
    if not user:
        raise Failed(f"“{way.label}”没有认可这次登录，请重新登录。")
    return Vouched(user, str((attributes or {}).get("cn") or user))


def _provider(request: HttpRequest, way: Way) -> Any:
    return Adapter(request).get_provider(request, way.slug)


def _from_oauth(request: HttpRequest, way: Way) -> Vouched:
    provider = _provider(request, way)
    view = OAuth2CallbackView.adapter_view(provider.get_oauth2_adapter(request))
    try:
        view(request)
    except _Back as back:
        if back.vouched is not None:
            return back.vouched
    except (KeyError, ValueError):
        pass  # the provider's answer lacks what it must have
    raise Failed(f"“{way.label}”没有认可这次登录，或者您已取消。请重新登录。")


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Where allauth asks us: which apps there are, where to come back to, and what to do with who was vouched for."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            SocialApp(
                provider=way.kind,
                provider_id=way.slug,
                name=way.label,
                client_id=way.client_id,
                secret=way.secret,
                settings={"server_url": way.server_url, "oauth_pkce_enabled": True}
                if way.server_url
                else PARAMETERS.get(way.kind, {}),
            )
            for way in open_ways()
            if way.kind != SignInWay.Kind.CAS and provider in (None, way.slug, way.kind)
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        found = super().get_provider(request, provider, client_id)
        found.oauth2_adapter_class = _coming_back_here(found.oauth2_adapter_class, found.app.provider_id)
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        account = sociallogin.account
        raise _Back(Vouched(account.uid, str(account.get_provider_account().to_str() or account.uid)))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:
        raise _Back(None)


def _coming_back_here(original: type[Any], slug: str) -> type[Any]:
    """The provider's adapter with our one way back instead of allauth's own address, and the protocol as it is today."""

    class Ours(NOW.get(getattr(original, "provider_id", ""), AsItIs), original):  # type: ignore[misc]  # allauth carries no types
        def get_provider(self) -> Any:
            return Adapter(self.request).get_provider(self.request, slug)

        def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
            return request.build_absolute_uri(reverse("people:outside_callback", args=[slug]))

    return Ours
