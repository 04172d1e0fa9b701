"""Asked again before what matters: what was posted goes on, a wrong proof does not, and it is slowed like any guess."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import PASSWORD, Cast

from shouwei.core.clock import now, today
from shouwei.ground.people.models import Session, User
from shouwei.ground.people.rules.proofs import is_fresh

OPEN = "/people/open/"


@pytest.fixture
def stale(cast: Cast, client: Client) -> Client:
    """管 signed in eleven minutes ago."""
    client.force_login(cast.guan.user)
    Session.objects.update(began_at=now() - timedelta(minutes=11))
    return client


def words(cast: Cast) -> dict[str, str]:
    return {
        "name": "新示例",
        "username": "xin",
        "email": "",
        "role": "unit_staff",
        "organisation": str(cast.north.pk),
        "since": today().isoformat(),
        "until": "",
    }


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the desk's form, as the browser would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_right_after_signing_in_nobody_is_asked(cast: Cast, client: Client) -> None:
    client.post("/people/sign-in/", {"username": "guan", "password": PASSWORD})

    assert client.get(OPEN).status_code == 200


def test_later_the_page_asks_and_goes_back_to_where_one_was_going(stale: Client) -> None:
    asked = stale.get(OPEN)
    answered = stale.post(OPEN, fields_of(asked.content.decode()) | {"proof": PASSWORD})

    assert (asked.status_code, answered.status_code, answered["Location"]) == (403, 302, OPEN)
    assert stale.get(OPEN).status_code == 200


def test_what_was_posted_survives_the_detour(stale: Client, cast: Cast) -> None:
    asked = stale.post(OPEN, words(cast) | {"name": '新"<示例>&'})
    carried = fields_of(asked.content.decode())
    before = User.objects.filter(username="xin").exists()
    answered = stale.post(OPEN, carried | {"proof": PASSWORD})

    assert (asked.status_code, before, answered.status_code) == (403, False, 200)
    assert User.objects.get(username="xin").name == '新"<示例>&'


def test_a_wrong_proof_writes_nothing_and_keeps_what_was_posted(stale: Client, cast: Cast) -> None:
    carried = fields_of(stale.post(OPEN, words(cast)).content.decode())

    again = stale.post(OPEN, carried | {"proof": "wrong"})

    assert (again.status_code, User.objects.filter(username="xin").exists()) == (403, False)
    assert fields_of(again.content.decode()) == carried
    assert "密码不正确" in again.content.decode()


def test_it_is_slowed_like_any_guess(stale: Client) -> None:
    pages = [stale.post(OPEN, {"proof_asked": "GET", "proof": "wrong"}).content.decode() for _ in range(6)]
    right = stale.post(OPEN, {"proof_asked": "GET", "proof": PASSWORD})

    assert ["请在" in page for page in pages] == [False] * 5 + [True]
    assert right.status_code == 403


def test_the_key_is_asked_before_the_proof(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    Session.objects.update(began_at=now() - timedelta(minutes=11))

    page = client.get(OPEN)

    assert (page.status_code, "再次确认" in page.content.decode()) == (403, False)


def test_chosen_files_are_not_carried_and_the_page_says_so(stale: Client, cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = stale.post(OPEN, words(cast) | {"file": SimpleUploadedFile("x.txt", b"x")}).content.decode()

    assert "附件需要重新选择" in page


@given(st.integers(-120, 120), st.integers(1, 60))
def test_fresh_is_from_now_back_to_the_limit(ago: int, minutes: int) -> None:
    at = datetime(2026, 4, 15, tzinfo=UTC)

    assert is_fresh(proved_at=at - timedelta(minutes=ago), now=at, minutes=minutes) is (0 <= ago <= minutes)
