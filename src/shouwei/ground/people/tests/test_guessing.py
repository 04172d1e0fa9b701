"""Guessing is slowed, nobody is locked out, and fifty at once are no more than the free ones."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import PASSWORD, Cast

from shouwei.core.verdict import Refused
from shouwei.ground.people.models import Tries
from shouwei.ground.people.rules.guessing import FORGOTTEN_AFTER, FREE, MOST, failures_left, may_try, wait_after
from shouwei.ground.people.workflows.count_try import count_try, counter, take_back_try

NOW = datetime(2026, 4, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "failures", "seconds"),
    [
        ("account", 4, 0),  # the last free one
        ("account", 5, 5),
        ("account", 6, 10),
        ("account", 12, 640),
        ("account", 13, 900),  # the longest wait
        ("account", 10_000, 900),
        ("address", 20, 0),  # a network may be a school
        ("address", 21, 5),
    ],
)
def test_the_wait_grows_and_has_an_end(kind: str, failures: int, seconds: int) -> None:
    assert wait_after(kind, failures) == timedelta(seconds=seconds)


@given(st.sampled_from(sorted(FREE)), st.integers(0, 10**6))
def test_one_more_failure_never_shortens_the_wait(kind: str, failures: int) -> None:
    assert timedelta(0) <= wait_after(kind, failures) <= wait_after(kind, failures + 1) <= MOST


@given(st.integers(0, 1000), st.timedeltas(timedelta(0), timedelta(days=2)))
def test_an_hour_wipes_the_slate_clean(failures: int, ago: timedelta) -> None:
    assert failures_left(failures, last_at=NOW - ago, now=NOW) == (0 if ago >= FORGOTTEN_AFTER else failures)


def test_the_refusal_says_how_long() -> None:
    sentence = may_try(until=NOW + timedelta(seconds=9.2), now=NOW).reason

    assert sentence == "输错的次数较多，请在10秒后再试。账号没有被锁定；在您登录过的设备上不受他人输错的影响。"
    assert may_try(until=NOW, now=NOW)


@pytest.mark.django_db
def test_while_one_waits_nothing_is_counted_and_afterwards_the_wait_doubles() -> None:
    at = counter("account", "lin")
    for _ in range(5):
        count_try([at], now=NOW)
    for _ in range(3):
        with pytest.raises(Refused, match="5秒后"):
            count_try([at], now=NOW)

    assert Tries.objects.get().failures == 5
    count_try([at], now=NOW + timedelta(seconds=5))
    assert Tries.objects.get().until == NOW + timedelta(seconds=15)


@pytest.mark.django_db
def test_being_right_cleans_the_account_and_takes_one_off_the_network() -> None:
    both = [counter("account", "lin"), counter("address", "203.0.113.7")]
    for _ in range(3):
        count_try(both, now=NOW)

    take_back_try(both, now=NOW)

    assert {row.key.split(":")[0]: row.failures for row in Tries.objects.all()} == {"account": 0, "address": 2}


def test_too_many_wrong_passwords_are_answered_with_the_wait(cast: Cast, client: Client) -> None:
    statuses = [client.post("/people/sign-in/", {"username": "lin", "password": "wrong"}).status_code for _ in range(5)]
    refused = client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})

    assert (statuses, refused.status_code) == ([200] * 5, 429)
    assert "账号没有被锁定" in refused.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_owner_gets_in_on_a_known_browser_while_a_stranger_guesses(cast: Cast, client: Client) -> None:
    client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})
    client.post("/people/sign-out/")
    stranger = Client(REMOTE_ADDR="198.51.100.9")
    for _ in range(8):
        stranger.post("/people/sign-in/", {"username": "lin", "password": "wrong"})

    elsewhere = Client().post("/people/sign-in/", {"username": "lin", "password": PASSWORD})
    at_home = client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})

    assert (elsewhere.status_code, at_home.status_code) == (429, 302)


def test_a_known_browser_is_slowed_too_when_it_guesses(cast: Cast, client: Client) -> None:
    client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})
    client.post("/people/sign-out/")

    statuses = [client.post("/people/sign-in/", {"username": "lin", "password": "x"}).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]


def test_unknown_accounts_are_answered_and_slowed_alike(cast: Cast) -> None:
    def answers(name: str, address: str) -> list[tuple[int, str]]:
        client = Client(REMOTE_ADDR=address)
        posted = [client.post("/people/sign-in/", {"username": name, "password": "x"}) for _ in range(6)]
        return [(a.status_code, "不正确" if "不正确" in a.content.decode() else "等待") for a in posted]

    assert (
        answers("nobody", "198.51.100.1") == answers("lin", "198.51.100.2") == [(200, "不正确")] * 5 + [(429, "等待")]
    )


def test_no_name_that_was_tried_is_kept_in_clear(cast: Cast, client: Client) -> None:
    client.post("/people/sign-in/", {"username": "lin", "password": "wrong"})

    assert [row.key for row in Tries.objects.all() if "lin" in row.key or "127" in row.key] == []
    assert Tries.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_no_more_than_the_free_ones() -> None:
    start = threading.Barrier(50)
    checked: list[int] = []

    def attempt() -> None:
        try:
            start.wait(timeout=30)
            count_try([counter("account", "lin"), counter("address", "203.0.113.7")], now=NOW)
            checked.append(1)
        except Refused:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(checked) == FREE["account"] + 1
    assert sorted(Tries.objects.values_list("failures", flat=True)) == [5, 5]
