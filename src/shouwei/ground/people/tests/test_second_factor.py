"""The second factor: demanded of elevated roles, each code once, recovery, and no session without it."""

from __future__ import annotations

import base64
import threading
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import LazySettings
from django.db import connection, connections
from django.test import Client
from tests.cast import PASSWORD, Cast, make_identity

from shouwei.core.clock import now
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, RecoveryCode, SecondFactor, Session, User
from shouwei.ground.people.rules.codes import tidy
from shouwei.ground.people.workflows.second_factor import (
    accept_code,
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
)


def code_at(user: User, at: datetime) -> str:
    secret = SecondFactor.objects.get(user=user).secret.open()
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(at.timestamp())).decode()  # noqa: S303


def later(at: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(at.timestamp() + seconds, at.tzinfo)


@pytest.fixture
def codes(cast: Cast) -> list[str]:
    """陈 has set it up a while ago."""
    user, at = cast.chen.user, later(now(), -600)
    begin_second_factor(user)
    return confirm_second_factor(user, code=code_at(user, at), by=cast.chen, now=at)


@pytest.fixture
def demanding(settings: LazySettings) -> None:
    settings.SECOND_FACTOR = True


def sign_in(client: Client, name: str = "chen", address: str = "/notices/") -> str:
    answer = client.post(f"/people/sign-in/?next={address}", {"username": name, "password": PASSWORD})
    return answer.headers.get("Location", "")


@pytest.mark.usefixtures("codes", "demanding")
def test_the_password_alone_does_not_open(cast: Cast, client: Client) -> None:
    assert sign_in(client) == "/people/sign-in/code/"
    assert "_auth_user_id" not in client.session
    assert client.get("/notices/").status_code == 302

    wrong = client.post("/people/sign-in/code/", {"code": "000000"})
    right = client.post("/people/sign-in/code/", {"code": code_at(cast.chen.user, now())})

    assert (wrong.status_code, right.status_code, right["Location"]) == (200, 302, "/notices/")
    assert client.get("/planning/").status_code == 200


@pytest.mark.usefixtures("demanding")
def test_an_elevated_role_sets_it_up_on_the_way_in(cast: Cast, client: Client) -> None:
    assert sign_in(client) == "/people/sign-in/second-factor/"
    page = client.get("/people/sign-in/second-factor/").content.decode()
    assert "data:image/svg+xml" in page

    shown = client.post("/people/sign-in/second-factor/", {"code": code_at(cast.chen.user, now())})

    assert shown.status_code == 200
    assert len(RecoveryCode.objects.filter(user=cast.chen.user)) == 10
    assert client.session["_auth_user_id"] == str(cast.chen.user.pk)


@pytest.mark.usefixtures("demanding")
def test_a_unit_signs_in_with_the_password(cast: Cast, client: Client) -> None:
    assert sign_in(client, "lin") == "/notices/"


@pytest.mark.usefixtures("demanding", "codes")
def test_one_in_force_cannot_be_replaced_at_the_door(cast: Cast, client: Client) -> None:
    before = SecondFactor.objects.get().secret.open()
    sign_in(client)

    answer = client.get("/people/sign-in/second-factor/")

    assert (answer.status_code, answer["Location"]) == (302, "/people/sign-in/code/")
    assert SecondFactor.objects.get().secret.open() == before


@pytest.mark.usefixtures("demanding")
def test_an_elevated_identity_is_not_there_in_a_session_without_it(cast: Cast, client: Client) -> None:
    """A role granted while the person is signed in with the password alone."""
    Identity.objects.create(
        user=cast.lin.user, role="secretariat", organisation=cast.chen.organisation, since=cast.lin.since
    )
    client.force_login(cast.lin.user)

    assert client.get("/calendar/holidays/").status_code == 200
    assert client.get("/trail/").status_code == 403


@pytest.mark.usefixtures("demanding")
def test_with_only_elevated_identities_nothing_opens_without_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)

    assert client.get("/planning/").status_code == 403


def test_the_way_in_ends_after_ten_minutes(codes: list[str], cast: Cast, client: Client) -> None:
    sign_in(client)
    session = client.session
    session["arriving"] = session["arriving"] | {"at": now().timestamp() - 601}
    session.save()

    answer = client.post("/people/sign-in/code/", {"code": code_at(cast.chen.user, now())})

    assert (answer["Location"], "_auth_user_id" in client.session) == ("/people/sign-in/", False)


def test_a_code_counts_once(codes: list[str], cast: Cast) -> None:
    user, at = cast.chen.user, now()
    code = code_at(user, at)

    assert [accept_code(user, code=code, now=at) for _ in range(2)] == [True, False]


@pytest.mark.parametrize(("off", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_off(codes: list[str], cast: Cast, off: int, accepted: bool) -> None:
    at = now()

    assert accept_code(cast.chen.user, code=code_at(cast.chen.user, later(at, off)), now=at) is accepted


def test_a_recovery_code_counts_once_however_it_is_typed(codes: list[str], cast: Cast) -> None:
    typed = codes[0].lower().replace("-", " ")

    assert [accept_code(cast.chen.user, code=typed, now=now()) for _ in range(2)] == [True, False]
    assert accept_code(cast.lin.user, code=codes[1], now=now()) is False
    assert RecoveryCode.objects.filter(used_at=None).count() == 9


def test_nothing_is_kept_in_clear(codes: list[str], cast: Cast) -> None:
    secret = SecondFactor.objects.get().secret.open()
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret::text FROM people_secondfactor")
        stored = cursor.fetchone()[0]

    assert secret.encode().hex() not in stored
    assert not set(RecoveryCode.objects.values_list("digest", flat=True)) & {tidy(code) for code in codes}
    assert [e.pk for e in Event.objects.all() if secret in str((e.why, e.changes, e.on_label))] == []


def test_a_role_that_demands_it_keeps_it(codes: list[str], cast: Cast) -> None:
    with pytest.raises(Refused, match="不能停用"):
        remove_second_factor(cast.chen.user, demanded=True, own=True, by=cast.chen)

    assert SecondFactor.objects.filter(user=cast.chen.user).exists()


def test_an_administrator_takes_it_off_with_a_reason(codes: list[str], cast: Cast, client: Client) -> None:
    client.force_login(cast.guan.user)
    address = f"/people/persons/{cast.chen.user.pk}/remove-factor/"

    client.post(address, {"why": " "})
    kept = SecondFactor.objects.filter(user=cast.chen.user).count()
    client.post(address, {"why": "手机遗失，已当面核实"})

    assert (kept, SecondFactor.objects.count(), RecoveryCode.objects.count()) == (1, 0, 0)
    assert Event.objects.filter(what="停用二次验证", why="手机遗失，已当面核实").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_replays_at_once_one_counts() -> None:
    office = Organisation.objects.create(name="示例秘书处", kind="secretariat")
    user = make_identity("chen", "陈示例", "secretariat", office).user
    begin_second_factor(user)
    SecondFactor.objects.update(confirmed_at=now())
    at, start = now(), threading.Barrier(20)
    code, accepted = code_at(user, at), []

    def replay() -> None:
        try:
            start.wait(timeout=30)
            accepted.append(accept_code(user, code=code, now=at))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=replay) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(accepted), accepted.count(True)) == (20, 1)
    assert Session.objects.count() == 0
