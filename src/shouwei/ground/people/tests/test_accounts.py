"""Accounts: opened with a code and no password, granted by two, ended by date, closed at once, found in the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import PASSWORD, Cast, make_identity

from shouwei.core.clock import now, today
from shouwei.core.keys import KEYRING
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import EntryCode, Identity, Session, User
from shouwei.ground.people.rules.codes import ALPHABET, new_entry_code, tidy
from shouwei.ground.people.rules.roles import SEATS, has_a_seat
from shouwei.ground.people.words import action_words, matrix
from shouwei.ground.people.workflows.close_account import close_account
from shouwei.ground.people.workflows.confirm_identity import confirm_identity
from shouwei.ground.people.workflows.end_identity import end_identity, reopen_identity
from shouwei.ground.people.workflows.forget import forget
from shouwei.ground.people.workflows.grant_identity import grant_identity
from shouwei.ground.people.workflows.issue_entry_code import issue_entry_code

GOOD = "三只喜鹊落在枝头 2026"


def words(cast: Cast, **changed: object) -> dict[str, object]:
    return {
        "name": "新示例",
        "username": "xin",
        "role": "unit_staff",
        "organisation": cast.north.pk,
        "since": today(),
    } | changed


def code_on(page: str) -> str:
    found = re.search(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", page)
    assert found is not None
    return found[0]


def test_an_account_is_opened_with_a_code_and_the_person_sets_the_password(cast: Cast, client: Client) -> None:
    client.force_login(cast.guan.user)
    code = code_on(client.post("/people/open/", words(cast)).content.decode())
    newcomer = Client()
    before = newcomer.post("/people/sign-in/", {"username": "xin", "password": GOOD}).status_code
    set_it = newcomer.post("/people/set-password/", {"code": code.lower(), "password": GOOD, "again": GOOD})
    after = newcomer.post("/people/sign-in/", {"username": "xin", "password": GOOD})

    assert (before, set_it["Location"], after["Location"]) == (200, "/people/sign-in/", "/")
    assert list(User.objects.get(username="xin").identities.values_list("role", "since", "waits")) == [
        ("unit_staff", today(), False)
    ]
    assert [e.pk for e in Event.objects.all() if tidy(code) in tidy(str((e.why, e.changes)))] == []


@pytest.mark.parametrize(
    ("role", "fit"),
    [
        ("secretariat", {"group", "council", "secretariat", "department"}),
        ("department", {"group", "council", "secretariat", "department"}),
        ("unit_staff", {"school", "enterprise"}),
        ("liaison", {"park", "county", "authority"}),
        ("auditor", {"group", "council", "secretariat", "department", "authority"}),
    ],
)
def test_where_a_role_can_be_held(role: str, fit: set[str]) -> None:
    """A park's officer made a department would read what every school hands in."""
    assert {kind for kind in Organisation.Kind.values if has_a_seat(role, kind)} == fit


def test_every_role_has_its_seats() -> None:
    assert set(SEATS) == set(Identity.Role.values)
    assert {kind for kinds in SEATS.values() for kind in kinds} <= set(Organisation.Kind.values)


@pytest.mark.django_db
def test_an_officer_of_a_park_is_a_liaison_and_no_department(cast: Cast) -> None:
    park = Organisation.objects.create(name="示例园区", kind="park")
    wish: dict[str, Any] = {"organisation": park, "since": today(), "until": None, "by": cast.guan, "today": today()}
    with pytest.raises(Refused, match="联络员设在园区"):
        grant_identity(cast.wu.user, role="department", **wish)
    assert Identity.objects.filter(organisation=park).count() == 0

    assert grant_identity(cast.wu.user, role="liaison", **wish).label == "示例园区 · 联络员"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"username": "Xin"}, "账号用小写字母开头"),
        ({"username": "lin"}, "账号“lin”已存在"),
        ({"role": "secretariat"}, "“秘书处”不能设在这类单位"),
        ({"until": date(2020, 1, 1)}, "止日不能早于起日"),
        ({"name": ""}, "请填写姓名"),
    ],
)
def test_what_does_not_fit_opens_nothing(cast: Cast, client: Client, changed: dict[str, object], sentence: str) -> None:
    client.force_login(cast.guan.user)
    before = (User.objects.count(), Identity.objects.count(), EntryCode.objects.count())

    page = client.post("/people/open/", words(cast, **changed)).content.decode()

    assert sentence in page
    assert (User.objects.count(), Identity.objects.count(), EntryCode.objects.count()) == before


@pytest.mark.parametrize(("who", "status"), [("chen", 200), ("lin", 403), ("shen", 403), ("wu", 403)])
def test_who_may_open_accounts(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(cast[who].user)

    assert client.post("/people/open/", words(cast)).status_code == status
    assert User.objects.filter(username="xin").exists() is (status == 200)


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "short", "密码只有5位，至少要10位"),
        ("password123", "password123", "常见密码"),
        ("lin@example", "lin@example", "相似"),
        ("shouwei-2026-ok", "shouwei-2026-ok", "不要包含系统或集团的名称"),
        (GOOD, GOOD + "x", "两次输入的密码不一致"),
    ],
)
def test_a_weak_password_is_refused_and_the_code_stays_good(
    cast: Cast, client: Client, password: str, again: str, sentence: str
) -> None:
    code = issue_entry_code(cast.lin.user, by=cast.guan, now=now())

    page = client.post("/people/set-password/", {"code": code, "password": password, "again": again}).content.decode()

    cast.lin.user.refresh_from_db()
    assert (sentence in page, cast.lin.user.check_password(PASSWORD)) == (True, True)
    assert EntryCode.objects.get().used_at is None


def test_a_code_counts_once_for_a_day_and_the_newest_alone(cast: Cast, client: Client) -> None:
    def use(code: str) -> str:
        return client.post("/people/set-password/", {"code": code, "password": GOOD, "again": GOOD}).content.decode()

    first = issue_entry_code(cast.lin.user, by=cast.guan, now=now())
    second = issue_entry_code(cast.lin.user, by=cast.guan, now=now())
    void, _, again = use(first), use(second), use(second)
    late = issue_entry_code(cast.wu.user, by=cast.guan, now=now() - timedelta(hours=24, seconds=1))

    assert ("代码不正确" in void, "已经用过" in again, "已超过24小时" in use(late)) == (True, True, True)


def test_a_new_password_ends_every_session(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    code = issue_entry_code(cast.lin.user, by=cast.guan, now=now())

    Client().post("/people/set-password/", {"code": code, "password": GOOD, "again": GOOD})

    assert (client.get("/notices/").status_code, Session.objects.filter(user=cast.lin.user).count()) == (302, 0)


def test_changing_ones_own_password_asks_for_the_old_one_and_keeps_this_session(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    wrong = client.post("/people/me/password/", {"old": "x", "password": GOOD, "again": GOOD})
    right = client.post("/people/me/password/", {"old": PASSWORD, "password": GOOD, "again": GOOD})

    assert ("原密码不正确" in wrong.content.decode(), right.status_code) == (True, 302)
    assert client.get("/notices/").status_code == 200


def test_an_elevated_role_counts_when_a_second_person_has_confirmed_it(cast: Cast, client: Client) -> None:
    identity = grant_identity(
        cast.wu.user,
        role="secretariat",
        organisation=cast.chen.organisation,
        since=today(),
        until=None,
        by=cast.guan,
        today=today(),
    )
    with pytest.raises(Refused, match="须由另一人确认"):
        confirm_identity(identity, by=cast.guan, acting_user=cast.guan.user_id)
    before = Identity.objects.on(today()).filter(user=cast.wu.user).count()
    client.force_login(cast.wu.user)
    confirm_identity(identity, by=cast.chen, acting_user=cast.chen.user_id)

    assert (before, Identity.objects.on(today()).filter(user=cast.wu.user).count()) == (1, 2)
    assert client.get("/notices/").status_code == 302  # the next sign-in asks for the second factor


def test_one_person_in_two_roles_is_one_person(cast: Cast) -> None:
    second = Identity.objects.create(
        user=cast.guan.user, role="secretariat", organisation=cast.chen.organisation, since=date(2026, 1, 1)
    )
    identity = grant_identity(
        cast.wu.user,
        role="administrator",
        organisation=cast.chen.organisation,
        since=today(),
        until=None,
        by=cast.guan,
        today=today(),
    )

    with pytest.raises(Refused, match="须由另一人确认"):
        confirm_identity(identity, by=second, acting_user=cast.guan.user_id)

    identity.refresh_from_db()
    assert identity.waits


def test_an_identity_ends_on_its_last_day_and_the_end_is_taken_back(cast: Cast) -> None:
    end_identity(cast.lin, last_day=today() + timedelta(days=3), why="调离", by=cast.guan, today=today())
    ended = Identity.objects.get(pk=cast.lin.pk).until
    reopen_identity(cast.lin, by=cast.guan)

    assert (ended, Identity.objects.get(pk=cast.lin.pk).until) == (today() + timedelta(days=3), None)
    with pytest.raises(Refused, match="不能早于今天"):
        end_identity(cast.lin, last_day=today() - timedelta(days=1), why="x", by=cast.guan, today=today())


def test_the_last_keeper_of_accounts_stays(cast: Cast) -> None:
    end_identity(cast.chen, last_day=today(), why="x", by=cast.guan, today=today())

    with pytest.raises(Refused, match="最后一位能管理账号的人员"):
        end_identity(cast.guan, last_day=today(), why="x", by=cast.guan, today=today())
    with pytest.raises(Refused, match="最后一位能管理账号的人员"):
        close_account(cast.guan.user, why="x", by=cast.chen, acting_user=cast.chen.user_id, today=today())
    cast.guan.user.refresh_from_db()
    assert cast.guan.user.is_active


def test_nobody_closes_the_account_he_sits_in(cast: Cast, client: Client) -> None:
    client.force_login(cast.guan.user)

    client.post(f"/people/persons/{cast.guan.user.pk}/close/")
    client.post(f"/people/persons/{cast.lin.user.pk}/close/", {"why": "离任"})
    closed = set(User.objects.filter(is_active=False))
    client.post(f"/people/persons/{cast.lin.user.pk}/reopen/")

    assert (closed, User.objects.filter(is_active=False).count()) == ({cast.lin.user}, 0)


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("q=lin", {"林示例"}),
        ("q=wsl", {"吴示例"}),  # initials
        ("q=示例&role=auditor", {"沈示例"}),
        ("state=waiting", set()),
        ("state=closed", set()),
        ("role=unit_head&organisation={north}", {"林示例"}),
    ],
)
def test_people_are_found(cast: Cast, client: Client, q: str, names: set[str]) -> None:
    client.force_login(cast.guan.user)

    page = client.get(f"/people/?{q.format(north=cast.north.pk)}").content.decode()

    assert set(re.findall(r'class="row-link"[^>]*>([^<]+)<', page)) == names


def test_a_unit_head_sees_the_own_house_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    page = client.get("/people/").content.decode()

    assert set(re.findall(r'class="row-link"[^>]*>([^<]+)<', page)) == {"林示例", "吴示例"}
    assert client.get(f"/people/persons/{cast.zhao.user.pk}/").status_code == 404


def test_the_list_asks_as_often_for_thirty_as_for_ten(
    cast: Cast, client: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.guan.user)
    client.get("/people/")
    with CaptureQueriesContext(connection) as few:
        client.get("/people/")
    for number in range(30):
        make_identity(f"p{number}", f"人{number}示例", "unit_staff", cast.south)
    with CaptureQueriesContext(connection) as many:
        client.get("/people/")

    assert len(many) == len(few)


def test_every_action_of_every_room_is_said_in_chinese() -> None:
    silent = [a for room in KEYRING for a in KEYRING[room].rows if re.search("[a-z]", action_words(a))]

    assert silent == []


def test_the_matrix_says_what_the_keys_say() -> None:
    people = next(room for room in matrix(["unit_head", "administrator"]) if room.label == "人员与账号")

    assert {line.words: line.cells for line in people.lines} == {
        "查看人员": ["本单位", "全部"],
        "管理账号与身份": ["", "全部"],
        "设置登录方式": ["", "全部"],
        "办理工作交接": ["本单位", "全部"],
        "查看交接单": ["本单位", "全部"],
    }


def test_a_code_is_spelled_without_look_alikes() -> None:
    assert (new_entry_code(bytes(13)), set("ILOU") & set(ALPHABET)) == ("00000-00000-00000-00000", set())
    assert tidy("ｏ0-il l") == "00111"


def test_what_has_run_out_is_forgotten(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    issue_entry_code(cast.lin.user, by=cast.guan, now=now() - timedelta(days=40))
    Session.objects.update(expire_date=now() - timedelta(seconds=1))

    forget(now())

    assert (Session.objects.count(), EntryCode.objects.count()) == (0, 0)
