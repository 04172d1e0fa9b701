"""Open sign-ins: listed, ended one by one or all, over at once when the account or the identity ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.cast import PASSWORD, Cast

from shouwei.core.clock import now, today
from shouwei.ground.audit.models import Event
from shouwei.ground.people.jobs import every_night
from shouwei.ground.people.models import Identity, Session
from shouwei.ground.people.rules.addresses import UNKNOWN, client_address, masked, network_of
from shouwei.ground.people.rules.devices import device_words
from shouwei.ground.people.workflows.end_sessions import handle_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile MicroMessenger/8.0"


def signed_in(name: str, agent: str = WINDOWS, address: str = "203.0.113.7") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.post("/people/sign-in/", {"username": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/notices/").status_code == 200


def test_a_session_says_from_where_and_how(cast: Cast) -> None:
    signed_in("lin", WECHAT)

    rows = Session.objects.filter(user=cast.lin.user).values_list("device", "address", "way")

    assert list(rows) == [("安卓手机 · 微信", "203.0.113.*", "密码")]


def test_one_is_ended_and_the_others_go_on(cast: Cast) -> None:
    desk, phone = signed_in("lin"), signed_in("lin", WECHAT)
    row = Session.objects.get(device="安卓手机 · 微信")

    desk.post("/people/me/sessions/end/", {"session": handle_of(row)})

    assert (is_in(desk), is_in(phone)) == (True, False)


def test_all_others_are_ended(cast: Cast) -> None:
    here, *others = (signed_in("lin") for _ in range(3))

    here.post("/people/me/sessions/end/", {"session": "others"})

    assert (is_in(here), [is_in(each) for each in others]) == (True, [False, False])


def test_the_night_after_the_last_day_the_sessions_of_a_leaver_end(cast: Cast) -> None:
    clients = {who: signed_in(who) for who in ("lin", "wu", "zhao")}
    yesterday = today() - timedelta(days=1)
    Identity.objects.filter(pk__in=[cast.lin.pk, cast.zhao.pk]).update(until=yesterday)
    Identity.objects.create(user=cast.zhao.user, role="unit_staff", organisation=cast.south, since=today())

    every_night(today())

    assert {who: Session.objects.filter(user=cast[who].user).exists() for who in clients} == {
        "lin": False,
        "wu": True,
        "zhao": True,
    }
    assert (is_in(clients["lin"]), is_in(clients["zhao"])) == (False, True)
    assert Event.objects.filter(what="结束全部登录会话", on_id=cast.lin.user_id, by=None).count() == 1


def test_nobody_ends_anothers(cast: Cast) -> None:
    lin, zhao = signed_in("lin"), signed_in("zhao")
    row = Session.objects.get(user=cast.lin.user)

    answer = zhao.post("/people/me/sessions/end/", {"session": handle_of(row)})

    assert (answer.status_code, is_in(lin)) == (404, True)


def test_the_page_shows_no_number_of_a_session(cast: Cast) -> None:
    client = signed_in("lin")
    signed_in("lin", WECHAT)

    page = client.get("/people/me/").content.decode()

    assert [row.pk for row in Session.objects.all() if row.pk in page] == []
    assert ("安卓手机 · 微信" in page, "203.0.113.7" in page) == (True, False)


@pytest.mark.parametrize("verb", ["close", "end-sessions"])
def test_an_administrator_ends_them_at_once(cast: Cast, verb: str) -> None:
    lin, admin = signed_in("lin"), signed_in("guan")

    admin.post(f"/people/persons/{cast.lin.user.pk}/{verb}/", {"why": "离任"})

    assert (is_in(lin), Session.objects.filter(user=cast.lin.user).count()) == (False, 0)


def test_an_identity_that_ended_opens_nothing_with_the_next_click(cast: Cast) -> None:
    chen = signed_in("chen")
    assert chen.get("/trail/").status_code == 200
    cast.chen.until = date(2026, 1, 31)
    cast.chen.save()

    assert chen.get("/trail/").status_code == 403


@pytest.mark.parametrize(("minutes", "there"), [(29, True), (31, False)])
def test_left_alone_it_ends(cast: Cast, settings: LazySettings, minutes: int, there: bool) -> None:
    settings.SESSION_IDLE_MINUTES = 30
    client = signed_in("lin")
    Session.objects.update(seen_at=now() - timedelta(minutes=minutes))

    assert is_in(client) is there
    assert ("请重新登录" in client.get("/people/sign-in/").content.decode()) is not there


def test_after_twelve_hours_it_ends_however_busy(cast: Cast) -> None:
    client = signed_in("lin")
    Session.objects.update(began_at=now() - timedelta(hours=12, minutes=1))

    assert not is_in(client)


def test_it_is_touched_every_five_minutes_and_not_more_often(
    cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    client = signed_in("lin")
    with django_assert_num_queries(2):  # the session, and the identities with the account
        client.get("/people/sign-in/")
    Session.objects.update(seen_at=now() - timedelta(minutes=6))

    with django_assert_num_queries(3):
        client.get("/people/sign-in/")


def test_signing_in_changes_the_number_of_the_session(cast: Cast, client: Client) -> None:
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key or ""
    client.cookies["sessionid"] = before
    client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})

    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # a client's own claim
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),  # our proxy says so
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # what stood there before is a claim
        ("10.0.0.1", "nonsense", UNKNOWN),
        ("", "", UNKNOWN),
    ],
)
def test_only_our_own_proxy_is_believed(remote: str, forwarded: str, address: str) -> None:
    assert client_address(remote, forwarded, {"10.0.0.1"}) == address


def test_addresses_are_masked_and_counted_by_network() -> None:
    assert [masked("203.0.113.7"), masked("2001:db8::1")] == ["203.0.113.*", "2001:0db8:*"]
    assert [network_of("203.0.113.7"), network_of("2001:db8:1:2:3::1")] == ["203.0.113.7", "2001:db8:1:2::/64"]


@pytest.mark.parametrize(("agent", "words"), [(WINDOWS, "Windows 电脑 · 谷歌内核浏览器"), ("", "其他设备")])
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert device_words(agent) == words
