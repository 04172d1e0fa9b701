"""Where a provider's documented protocol is no longer what allauth speaks.

Feishu (获取授权码, 获取 user_access_token v2): a standard OAuth client with JSON bodies; allauth still walks the historical v1 road.
WeChat (网站应用微信登录): the token is asked for by GET, the nickname is plain UTF-8; allauth posts, and decodes a second time, which
turns 林 into \\u6797 and refuses é.
DingTalk (获取登录用户的访问凭证): ``prompt=consent`` is required; allauth sends what the app's settings say.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.http import HttpRequest

from .models import SignInWay

PARAMETERS: dict[str, dict[str, Any]] = {SignInWay.Kind.DINGTALK: {"auth_params": {"prompt": "consent"}}}


class FeishuClient(OAuth2Client):  # type: ignore[misc]  # allauth carries no types
    def get_access_token(
        self, code: str, pkce_code_verifier: str | None = None, extra_data: object = None
    ) -> dict[str, Any]:
        wanted = {
            "grant_type": "authorization_code",
            "client_id": self.consumer_key,
            "client_secret": self.consumer_secret,
            "code": code,
            "redirect_uri": self.callback_url,
        }
        with get_adapter().get_requests_session() as session:
            answer = session.post(self.access_token_url, json=wanted)
        token: dict[str, Any] = answer.json()
        if token.get("code") != 0 or "access_token" not in token:
            raise OAuth2Error(f"Feishu answered {token.get('code')}")
        return token


class Feishu:
    authorize_url = "https://accounts.feishu.cn/open-apis/authen/v1/authorize"
    access_token_url = "https://open.feishu.cn/open-apis/authen/v2/oauth/token"  # noqa: S105  # an address
    client_class = FeishuClient

    def get_client(self, request: HttpRequest, app: SocialApp) -> Any:
        """The standard one; Feishu's own in allauth builds allauth's address, which has no place here."""
        return OAuth2Adapter.get_client(self, request, app)


class Weixin:
    access_token_method = "GET"  # noqa: S105  # a method

    def complete_login(
        self: Any, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        asked = {"access_token": token.token, "openid": kwargs["response"]["openid"]}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, params=asked)
        answer.raise_for_status()
        answer.encoding = "utf-8"
        return self.get_provider().sociallogin_from_response(request, answer.json())


NOW: dict[str, type[Any]] = {SignInWay.Kind.FEISHU: Feishu, SignInWay.Kind.WEIXIN: Weixin}


class AsItIs:
    """What allauth speaks is what the provider documents."""
