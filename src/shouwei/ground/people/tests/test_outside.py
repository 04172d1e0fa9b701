"""Signing in outside: OpenID Connect against a provider process, CAS against a server of the protocol, both over HTTP.

The OpenID provider is ``oidc-provider-mock`` in a process of its own. No kept CAS server is to be had from the registries, so the
one here is ours: ``/login`` gives a ticket bound to the service, ``/p3/serviceValidate`` redeems it once, after CAS Protocol 3.0.
"""

from __future__ import annotations

import re
import secrets
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
from xml.sax.saxutils import escape

import pytest
import requests
from django.conf import LazySettings
from django.test import Client
from tests.cast import PASSWORD, Cast

from shouwei.core.clock import now
from shouwei.ground.people.models import OutsideAccount, SignInWay, User
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
            for _ in range(200):
                try:
                    requests.get(f"{address}/.well-known/openid-configuration", timeout=5).raise_for_status()
                    break
                except requests.RequestException:
                    time.sleep(0.1)
            yield address
        finally:
            process.kill()


class CasServer(BaseHTTPRequestHandler):
    """CAS Protocol 3.0, sections 2.1 and 2.5 to 2.8: tickets are for one service and count once."""

    tickets: dict[str, tuple[str, str]] = {}

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/cas/login":
            ticket = f"ST-{secrets.token_hex(12)}"
            self.tickets[ticket] = (asked["service"], asked["as"])
            joint = "&" if "?" in asked["service"] else "?"
            self.send_response(302)
            self.send_header("Location", f"{asked['service']}{joint}{urlencode({'ticket': ticket})}")
            self.end_headers()
            return
        service, user = self.tickets.pop(asked.get("ticket", ""), ("", ""))
        if parts.path == "/cas/p3/serviceValidate" and user and service == asked.get("service"):
            names = f"<cas:attributes><cas:cn>{escape(user)}同学</cas:cn></cas:attributes>"
            inner = f"<cas:authenticationSuccess><cas:user>{escape(user)}</cas:user>{names}</cas:authenticationSuccess>"
        else:
            inner = '<cas:authenticationFailure code="INVALID_TICKET">not recognised</cas:authenticationFailure>'
        body = f'<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{inner}</cas:serviceResponse>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/xml; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def cas() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), CasServer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/cas"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
    answer = requests.get(f"{address}&{urlencode({'as': user})}", allow_redirects=False, timeout=10)
    return answer.headers["Location"].replace("http://testserver", "")


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


@pytest.mark.parametrize(
    ("kind", "host", "callback"),
    [
        ("dingtalk", "login.dingtalk.com", "redirect_uri"),
        ("feishu", "open.feishu.cn", "redirect_uri"),
        ("weixin", "open.weixin.qq.com", "redirect_uri"),
    ],
)
def test_the_others_set_out_to_the_right_place(cast: Cast, client: Client, kind: str, host: str, callback: str) -> None:
    """Only the way there: the way back needs their servers."""
    SignInWay.objects.create(kind=kind, slug=kind, label=kind, client_id="app", secret="key")

    address = urlsplit(address_on(client.post(f"/people/outside/{kind}/")))

    assert address.hostname == host
    assert parse_qs(address.query)[callback] == [f"http://testserver/people/outside/{kind}/back/"]


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
