"""Signing in, and acting in one identity at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.cast import PASSWORD, Cast

from shouwei.core.text import pinyin_key
from shouwei.ground.people.models import Identity


def test_with_the_password_one_is_let_in_and_back_to_where_one_was_going(cast: Cast, client: Client) -> None:
    answer = client.post("/people/sign-in/?next=/notices/", {"username": "lin", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/notices/")


def test_nothing_is_spelled_for_who_comes_in(cast: Cast, client: Client) -> None:
    """The day of it is written; the dictionary of pinyin would take 55 MB of every web worker, for good."""
    pinyin_key.cache_clear()

    client.post("/people/sign-in/", {"username": "lin", "password": PASSWORD})

    assert pinyin_key.cache_info().misses == 0
    before = cast.lin.user.last_login
    cast.lin.user.refresh_from_db()
    assert (before, cast.lin.user.last_login is None) == (None, False)


@pytest.mark.parametrize(("username", "password"), [("lin", "wrong"), ("nobody", PASSWORD), ("lin", ""), ("", "")])
def test_without_it_one_stays_outside(cast: Cast, client: Client, username: str, password: str) -> None:
    answer = client.post("/people/sign-in/", {"username": username, "password": password})

    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)


def test_one_is_not_sent_to_a_strange_site(cast: Cast, client: Client) -> None:
    answer = client.post("/people/sign-in/?next=https://evil.example/", {"username": "lin", "password": PASSWORD})

    assert answer["Location"] == "/"


def test_a_closed_account_is_closed(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    cast.lin.user.is_active = False
    cast.lin.user.save()

    assert client.get("/notices/")["Location"] == "/people/sign-in/?next=/notices/"


def test_a_lead_at_one_place_is_not_a_lead_at_the_other(cast: Cast, client: Client) -> None:
    second = Identity.objects.create(
        user=cast.zhao.user, role="unit_staff", organisation=cast.north, since=date(2026, 1, 1)
    )
    client.force_login(cast.zhao.user)

    client.post("/people/identity/", {"identity": second.pk})
    client.get("/")

    assert client.session["identity"] == second.pk


@pytest.mark.parametrize("who", ["lin", "x", ""])
def test_nobody_takes_anothers_identity(cast: Cast, client: Client, who: str) -> None:
    client.force_login(cast.zhao.user)
    wanted = cast[who].pk if who == "lin" else who

    assert client.post("/people/identity/", {"identity": wanted}).status_code == 404


def test_an_identity_that_has_ended_opens_nothing(cast: Cast, client: Client) -> None:
    Identity.objects.filter(pk=cast.chen.pk).update(until=date(2026, 1, 31))
    client.force_login(cast.chen.user)

    assert client.get("/trail/").status_code == 403


def test_the_cast_is_offered_in_demo_mode_only(cast: Cast, client: Client, settings: LazySettings) -> None:
    settings.DEMO = False
    shut = client.get("/people/demo/").status_code
    settings.DEMO = True

    assert (shut, client.get("/people/demo/").status_code) == (404, 200)


def test_a_changed_password_ends_every_session(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    cast.lin.user.set_password("another one")
    cast.lin.user.save()

    answer = client.get("/notices/")

    assert (answer.status_code, answer["Location"]) == (302, "/people/sign-in/?next=/notices/")
    assert "_auth_user_id" not in client.session


def test_a_page_asks_for_the_account_once(
    cast: Cast, client: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    client.force_login(cast.lin.user)

    with django_assert_num_queries(2):  # the session, and the identity with its account
        client.get("/people/sign-in/")
