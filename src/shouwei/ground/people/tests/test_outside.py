"""Signing in outside, there and back over HTTP: OpenID Connect and CAS against servers in processes of their own.

The OpenID provider is ``oidc-provider-mock``, the CAS server ``django-cas-server`` with its own database and sign-in form. DingTalk,
Feishu and WeChat are played by one server after their documents (``Platforms``): addresses, methods, bodies, errors, codes that count once.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from allauth.socialaccount.providers.feishu.views import FeishuOAuth2Adapter
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django.conf import LazySettings
from django.test import Client
from tests.cast import PASSWORD, Cast

from shouwei.core.clock import now
from shouwei.ground.people.models import OutsideAccount, SignInWay, User
from shouwei.ground.people.outside_now import Feishu
from shouwei.ground.people.workflows.bind_outside_account import bind_outside_account


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def oidc() -> Iterator[str]:
    """The address of a provider process."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/.well-known/openid-configuration")
            yield address
        finally:
            process.kill()


CAS_SETTINGS = """
import django
from django.conf import settings
settings.configure(
    SECRET_KEY="invented", DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": r"{folder}/cas.sqlite3"}}}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField", STATIC_URL="/static/",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.admin", "cas_server"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.locale.LocaleMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
        "OPTIONS": {{"context_processors": ["django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}}}],
    CAS_AUTH_CLASS="cas_server.auth.DjangoAuthUser", CAS_NEW_VERSION_HTML_WARNING=False,
    CAS_NEW_VERSION_EMAIL_WARNING=False,
)
django.setup()
from django.urls import include, path
urlpatterns = [path("cas/", include("cas_server.urls", namespace="cas_server"))]
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth.models import User
from cas_server.models import ReplaceAttributName, ServicePattern
User.objects.create_user("lin", password="at the college", first_name="林示例")
ours = ServicePattern.objects.create(pos=1, name="shouwei", pattern=r"^http://testserver/people/outside/college/back/")
ReplaceAttributName.objects.create(name="first_name", replace="cn", service_pattern=ours)
from wsgiref.simple_server import WSGIRequestHandler, make_server
from django.core.wsgi import get_wsgi_application
class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass
make_server("127.0.0.1", {port}, get_wsgi_application(), handler_class=Quiet).serve_forever()
"""
"""A whole CAS server (django-cas-server) as a programme of its own: one account, one service it gives tickets for."""


@pytest.fixture(scope="module")
def cas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cas")
    port = free_port()
    script = folder / "college.py"
    script.write_text(CAS_SETTINGS.format(folder=folder, port=port), encoding="utf8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    with subprocess.Popen([sys.executable, "-W", "ignore", str(script)], env=clean) as process:
        address = f"http://127.0.0.1:{port}/cas"
        try:
            wait_for(f"{address}/login")
            yield address
        finally:
            process.kill()


def wait_for(address: str) -> None:
    for _ in range(1200):
        try:
            requests.get(address, timeout=5).raise_for_status()
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture
def campus(oidc: str, cast: Cast) -> SignInWay:
    return SignInWay.objects.create(
        kind="openid_connect",
        slug="campus",
        label="校园统一认证",
        server_url=oidc,
        client_id="shouwei",
        secret="s3cret",
    )


@pytest.fixture
def college(cas: str, cast: Cast) -> SignInWay:
    return SignInWay.objects.create(kind="cas", slug="college", label="学院认证", server_url=cas)


def address_on(page: Any) -> str:
    """Where the page in between leads."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())
    assert found is not None
    return unescape(found[1])


def at_the_provider(address: str, sub: str) -> str:
    """What the browser does there; the address it is sent back to, path and query only."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    return answer.headers["Location"].replace("http://testserver", "")


def at_cas(address: str, user: str) -> str:
    """The person fills in the server's own form; the address it is sent back to."""
    browser = requests.Session()
    page = browser.get(address, timeout=20)
    names = {"username": user, "password": "at the college"}
    fields = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page.text)) | {
        name: unescape(value)
        for name, value in re.findall(
            r'name="(service|lt|renew|gateway|method|csrfmiddlewaretoken)" value="([^"]*)"', page.text
        )
    }
    answer = browser.post(
        address, data={**fields, **names}, headers={"Referer": address}, allow_redirects=False, timeout=20
    )
    return answer.headers.get("Location", "").replace("http://testserver", "")


def bind(user: User, way: SignInWay, subject: str) -> None:
    bind_outside_account(user, way=way.slug, label=way.label, subject=subject, name=subject, by=None, now=now())


def test_a_bound_person_comes_in_by_openid_connect(campus: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, campus, "lin-sub")
    start = client.post("/people/outside/campus/", {"next": "/notices/"})
    back = client.get(at_the_provider(address_on(start), "lin-sub"))

    assert (start.status_code, back.status_code, back["Location"]) == (200, 302, "/notices/")
    assert client.session["_auth_user_id"] == str(cast.lin.user.pk)


def test_the_road_uses_state_and_pkce_and_our_own_address(campus: SignInWay, client: Client) -> None:
    asked = parse_qs(urlsplit(address_on(client.post("/people/outside/campus/"))).query)

    assert asked["redirect_uri"] == ["http://testserver/people/outside/campus/back/"]
    assert (asked["code_challenge_method"], len(asked["state"][0]) >= 16) == (["S256"], True)


def test_an_unknown_outside_account_gets_a_sentence_and_no_account(
    campus: SignInWay, cast: Cast, client: Client
) -> None:
    before = User.objects.count()

    back = client.get(at_the_provider(address_on(client.post("/people/outside/campus/")), "stranger"))

    assert (back.status_code, User.objects.count(), "_auth_user_id" in client.session) == (403, before, False)
    assert "这个校园统一认证账号还没有绑定" in back.content.decode()


def test_a_signed_in_person_binds_and_comes_in_that_way_next_time(
    campus: SignInWay, cast: Cast, client: Client
) -> None:
    client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})
    back = client.get(at_the_provider(address_on(client.post("/people/outside/campus/bind/")), "lin-sub"))
    client.post("/people/sign-out/")
    client.get(at_the_provider(address_on(client.post("/people/outside/campus/")), "lin-sub"))

    assert back["Location"] == "/people/me/"
    assert client.session["_auth_user_id"] == str(cast.lin.user.pk)
    assert OutsideAccount.objects.get().label == "l**"


def test_what_is_anothers_cannot_be_bound(campus: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, campus, "lin-sub")
    client.force_login(cast.zhao.user)

    client.get(at_the_provider(address_on(client.post("/people/outside/campus/bind/")), "lin-sub"))

    assert OutsideAccount.objects.get().user == cast.lin.user
    assert "已经绑定给另一人" in client.get("/people/me/").content.decode()


def test_a_way_back_nobody_set_out_on_is_refused(campus: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, campus, "lin-sub")
    somebody = Client()
    back = at_the_provider(address_on(somebody.post("/people/outside/campus/")), "lin-sub")

    answer = client.get(back)
    nothing = client.get("/people/outside/campus/back/")

    assert (answer.status_code, nothing.status_code, "_auth_user_id" in client.session) == (403, 403, False)


def test_a_changed_state_is_refused(campus: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, campus, "lin-sub")
    back = at_the_provider(address_on(client.post("/people/outside/campus/")), "lin-sub")

    answer = client.get(re.sub(r"state=[^&]+", "state=other", back))

    assert (answer.status_code, "_auth_user_id" in client.session) == (403, False)


def test_a_closed_account_does_not_come_in(campus: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, campus, "lin-sub")
    User.objects.filter(pk=cast.lin.user.pk).update(is_active=False)

    back = client.get(at_the_provider(address_on(client.post("/people/outside/campus/")), "lin-sub"))

    assert (back.status_code, "_auth_user_id" in client.session) == (403, False)


def test_an_elevated_role_still_shows_the_second_factor(
    campus: SignInWay, cast: Cast, client: Client, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = True
    bind(cast.chen.user, campus, "chen-sub")

    back = client.get(at_the_provider(address_on(client.post("/people/outside/campus/")), "chen-sub"))

    assert (back["Location"], "_auth_user_id" in client.session) == ("/people/sign-in/second-factor/", False)


def test_a_provider_that_is_down_is_said_so(cast: Cast, client: Client) -> None:
    SignInWay.objects.create(
        kind="openid_connect",
        slug="away",
        label="不在线",
        server_url=f"http://127.0.0.1:{free_port()}",
        client_id="x",
        secret="x",
    )

    answer = client.post("/people/outside/away/")

    assert (answer.status_code, "现在连不上“不在线”" in answer.content.decode()) == (502, True)


def test_a_bound_person_comes_in_by_cas(college: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, college, "lin")
    start = client.post("/people/outside/college/", {"next": "/notices/"})
    back = client.get(at_cas(address_on(start), "lin"))

    assert (back.status_code, back["Location"]) == (302, "/notices/")
    assert client.session["_auth_user_id"] == str(cast.lin.user.pk)


def test_a_ticket_counts_once_and_for_us_alone(college: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, college, "lin")
    service = "http://testserver/people/outside/college/back/?state=made-up"
    foreign = at_cas(f"{college.server_url}/login?{urlencode({'service': service})}", "lin")
    client.post("/people/outside/college/")
    made_up = client.get(foreign)
    back = at_cas(address_on(client.post("/people/outside/college/")), "lin")
    client.get(back)
    client.post("/people/sign-out/")
    replayed = client.get(back)

    assert (made_up.status_code, replayed.status_code, "_auth_user_id" in client.session) == (403, 403, False)


def test_a_ticket_cas_does_not_know_opens_nothing(college: SignInWay, cast: Cast, client: Client) -> None:
    bind(cast.lin.user, college, "lin")
    asked = parse_qs(urlsplit(address_on(client.post("/people/outside/college/"))).query)
    state = parse_qs(urlsplit(asked["service"][0]).query)["state"][0]

    answer = client.get("/people/outside/college/back/", {"state": state, "ticket": "ST-forged"})

    assert (answer.status_code, "没有认可这次登录" in answer.content.decode()) == (403, True)


def test_an_administrator_binds_for_somebody(college: SignInWay, cast: Cast, client: Client) -> None:
    client.force_login(cast.guan.user)
    client.post(f"/people/persons/{cast.lin.user.pk}/bind/", {"way": "college", "subject": "lin"})
    client.post("/people/sign-out/")
    client.get(at_cas(address_on(client.post("/people/outside/college/")), "lin"))

    assert client.session["_auth_user_id"] == str(cast.lin.user.pk)


class Platforms(BaseHTTPRequestHandler):
    """The three as their documents have them, as far as signing in goes. A code counts once; a wrong secret is refused in their way."""

    codes: dict[str, str] = {}
    heard: list[str] = []

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.heard.append(f"GET {parts.path}")
        bearer = self.headers.get("Authorization", "")
        if parts.path == "/v1.0/contact/users/me" and self.headers.get("x-acs-dingtalk-access-token") == "ding-token":
            self._say({"nick": "林示例", "openId": "lin-ding", "unionId": "u1", "avatarUrl": ""})
        elif parts.path == "/open-apis/authen/v1/user_info" and bearer == "Bearer lark-token":
            self._say(
                {"code": 0, "msg": "success", "data": {"name": "林示例", "open_id": "lin-lark", "union_id": "u1"}}
            )
        elif parts.path == "/sns/oauth2/access_token":
            fine = (asked.get("appid"), asked.get("secret"), asked.get("grant_type")) == (
                "app",
                "key",
                "authorization_code",
            )
            if fine and self.codes.pop(asked.get("code", ""), ""):
                self._say({"access_token": "wx-token", "expires_in": 7200, "refresh_token": "r", "openid": "lin-wx"})
            else:
                self._say({"errcode": 40029, "errmsg": "invalid code"})
        elif parts.path == "/sns/userinfo" and (asked.get("access_token"), asked.get("openid")) == (
            "wx-token",
            "lin-wx",
        ):
            self._say({"openid": "lin-wx", "nickname": "林é示例", "sex": 0, "unionid": "u1"}, kind="text/plain")
        else:
            self._say({"errcode": 40001, "code": 99991668, "msg": "invalid"}, status=400)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = json.loads(body) if self.headers["Content-Type"].startswith("application/json") else {}
        self.heard.append(f"POST {self.path}")
        if self.path == "/v1.0/oauth2/userAccessToken":
            names = (asked.get("clientId"), asked.get("clientSecret"), asked.get("grantType"))
            if names == ("app", "key", "authorization_code") and self.codes.pop(asked.get("code", ""), ""):
                self._say({"accessToken": "ding-token", "refreshToken": "r", "expireIn": 7200, "corpId": "c"})
            else:
                self._say({"code": "invalidParameter.authCode.notFound", "message": "不存在的临时授权码"}, status=400)
        elif self.path == "/open-apis/authen/v2/oauth/token":
            names = (asked.get("client_id"), asked.get("client_secret"), asked.get("grant_type"))
            there = asked.get("redirect_uri") == "http://testserver/people/outside/feishu/back/"
            if names == ("app", "key", "authorization_code") and there and self.codes.pop(asked.get("code", ""), ""):
                self._say({"code": 0, "access_token": "lark-token", "expires_in": 7200, "token_type": "Bearer"})
            else:
                self._say({"code": 20003, "error": "invalid_grant", "error_description": "invalid code"}, status=400)
        else:
            self._say({"code": 404}, status=404)

    def _say(self, answer: dict[str, Any], *, status: int = 200, kind: str = "application/json") -> None:
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def platforms(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Platforms]]:
    """Their three hosts lead here for the length of a test; only the hosts are exchanged, paths are the documented ones."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platforms)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    here = f"http://127.0.0.1:{server.server_address[1]}"
    for adapter in (DingTalkOAuth2Adapter, FeishuOAuth2Adapter, WeixinOAuth2Adapter, Feishu):
        for name in ("access_token_url", "profile_url", "user_info_url"):
            if hasattr(adapter, name):
                monkeypatch.setattr(adapter, name, re.sub(r"^https://[^/]+", here, getattr(adapter, name)))
    Platforms.codes.clear()
    Platforms.heard.clear()
    try:
        yield Platforms
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


PLATFORMS = [
    ("dingtalk", "login.dingtalk.com", "client_id", "authCode", "lin-ding"),
    ("feishu", "accounts.feishu.cn", "client_id", "code", "lin-lark"),
    ("weixin", "open.weixin.qq.com", "appid", "code", "lin-wx"),
]


def on_the_way(client: Client, kind: str, secret: str) -> dict[str, str]:
    """Set out, as far as the platform's own page; what the address asks it for."""
    SignInWay.objects.get_or_create(
        slug=kind, defaults={"kind": kind, "label": kind, "client_id": "app", "secret": secret}
    )
    address = urlsplit(address_on(client.post(f"/people/outside/{kind}/", {"next": "/notices/"})))
    return {"host": address.hostname or "", **{name: values[0] for name, values in parse_qs(address.query).items()}}


@pytest.mark.parametrize(("kind", "host", "app", "code", "subject"), PLATFORMS)
def test_there_and_back_by_the_others(
    platforms: type[Platforms], cast: Cast, client: Client, kind: str, host: str, app: str, code: str, subject: str
) -> None:
    asked = on_the_way(client, kind, "key")
    bind(cast.lin.user, SignInWay.objects.get(), subject)
    platforms.codes["one"] = subject
    back = client.get(f"/people/outside/{kind}/back/", {code: "one", "state": asked["state"]})

    assert (asked["host"], asked[app], asked["response_type"]) == (host, "app", "code")
    assert asked["redirect_uri"] == f"http://testserver/people/outside/{kind}/back/"
    assert asked.get("prompt") == ("consent" if kind == "dingtalk" else None)
    assert (back.status_code, back["Location"]) == (302, "/notices/")
    assert client.session["_auth_user_id"] == str(cast.lin.user.pk)
    assert len(platforms.heard) == 2


@pytest.mark.parametrize(("kind", "host", "app", "code", "subject"), PLATFORMS)
@pytest.mark.parametrize("wrong", ["code", "secret", "state", "replay"])
def test_what_the_others_refuse_is_said_and_opens_nothing(
    platforms: type[Platforms],
    cast: Cast,
    client: Client,
    kind: str,
    host: str,
    app: str,
    code: str,
    subject: str,
    wrong: str,
) -> None:
    asked = on_the_way(client, kind, "other" if wrong == "secret" else "key")
    bind(cast.lin.user, SignInWay.objects.get(), subject)
    platforms.codes["one"] = subject
    address = f"/people/outside/{kind}/back/"
    sent = {code: "forged" if wrong == "code" else "one", "state": "forged" if wrong == "state" else asked["state"]}
    if wrong == "replay":
        Client().get(address, sent)
        client.get(address, sent)
        client.post("/people/sign-out/")

    back = client.get(address, sent)

    assert (back.status_code, "_auth_user_id" in client.session) == (403, False)


def test_a_name_with_any_letters_is_shown_as_it_is(platforms: type[Platforms], cast: Cast, client: Client) -> None:
    """WeChat sends plain UTF-8 as text/plain; a second decoding would refuse this very name."""
    client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})
    SignInWay.objects.create(kind="weixin", slug="weixin", label="微信", client_id="app", secret="key")
    address = urlsplit(address_on(client.post("/people/outside/weixin/bind/")))
    platforms.codes["one"] = "lin-wx"
    client.get("/people/outside/weixin/back/", {"code": "one", "state": parse_qs(address.query)["state"][0]})

    assert OutsideAccount.objects.get().label == "林**"


def test_only_open_ways_are_shown(college: SignInWay, cast: Cast, client: Client, settings: LazySettings) -> None:
    settings.SIGN_IN_WAYS = [
        {"kind": "cas", "slug": "fixed", "label": "市统一认证", "server_url": "https://sso.example"}
    ]
    shown = client.get("/people/sign-in/").content.decode()
    college.is_open = False
    college.save()
    shut = client.get("/people/sign-in/").content.decode()

    assert ("学院认证登录" in shown, "市统一认证登录" in shown, "学院认证登录" in shut) == (True, True, False)
    assert client.post("/people/outside/college/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"server_url": "http://sso.example/cas"}, "服务地址须以 https:// 开头。"),
        ({"slug": "大写"}, "代号用小写字母开头"),
        ({"kind": "dingtalk", "slug": "ding"}, "代号固定为 dingtalk"),
        ({"kind": "weixin", "slug": "weixin"}, "请填写应用标识和应用密钥"),
    ],
)
def test_a_way_that_cannot_work_is_refused(cast: Cast, client: Client, changed: dict[str, str], sentence: str) -> None:
    client.force_login(cast.guan.user)
    words = {"kind": "cas", "slug": "college", "label": "认证", "server_url": "https://sso.example/cas"} | changed

    page = client.post("/people/ways/", words).content.decode()

    assert (sentence in page, SignInWay.objects.count()) == (True, 0)


def test_the_secret_is_kept_encrypted_and_never_shown(cast: Cast, client: Client) -> None:
    client.force_login(cast.guan.user)
    words = {"kind": "dingtalk", "slug": "dingtalk", "label": "钉钉", "client_id": "app", "is_open": "on"}
    client.post("/people/ways/", words | {"secret": "very-secret"})
    client.post("/people/ways/dingtalk/", words | {"label": "钉钉登录"})

    way = SignInWay.objects.get()
    page = client.get("/people/ways/dingtalk/").content.decode()

    assert (way.secret.open(), way.label, "very-secret" in page) == ("very-secret", "钉钉登录", False)
