"""代办: B acts for A between two days, everything says so, and it cannot be passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.clock import now, today
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Delegation
from shouwei.ground.people.queries import identities_of, same_hands
from shouwei.ground.people.rules.accounts import LONGEST_DELEGATION, Wish, may_delegate
from shouwei.ground.people.workflows.delegate import delegate, revoke_delegation

DAY = date(2026, 4, 15)
FINE = Wish(
    role="unit_head",
    identity_in_force=True,
    own=True,
    to_self=False,
    same_organisation=True,
    since=DAY,
    until=DAY,
    overlapping=False,
    ends=None,
)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"until": DAY + timedelta(days=89)}, ""),  # exactly ninety days
        ({"until": DAY + timedelta(days=90)}, "代办最长90天，所填为91天"),
        ({"own": False}, "代办来的身份不能再委托他人"),
        ({"role": "administrator"}, "不能委托他人代办"),
        ({"role": "auditor"}, "不能委托他人代办"),
        ({"identity_in_force": False}, "不在任期内"),
        ({"to_self": True}, "代办人不能是本人"),
        ({"same_organisation": False}, "代办人须是同一单位的现任人员"),
        ({"since": DAY - timedelta(days=1)}, "起日不能早于今天"),
        ({"until": DAY - timedelta(days=1)}, "止日不能早于起日"),
        ({"overlapping": True}, "已经代办这个身份"),
        ({"ends": DAY - timedelta(days=1)}, "晚于身份本身的结束日期"),
    ],
)
def test_what_may_be_lent(changed: dict[str, object], sentence: str) -> None:
    verdict = may_delegate(replace(FINE, **changed), today=DAY)  # type: ignore[arg-type]

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


@given(st.integers(0, 400), st.integers(-400, 400))
def test_whatever_is_allowed_is_short_and_not_in_the_past(start: int, length: int) -> None:
    since, until = DAY + timedelta(days=start), DAY + timedelta(days=start + length)

    allowed = may_delegate(replace(FINE, since=since, until=until), today=DAY)

    assert bool(allowed) is (0 <= length < LONGEST_DELEGATION)


def lend(cast: Cast, since: date | None = None, until: date | None = None) -> Delegation:
    """林 lets 吴 act for her."""
    return delegate(
        cast.lin,
        to=cast.wu.user,
        since=since or today(),
        until=until or today(),
        reason="出差",
        by=cast.lin,
        acting_user=cast.lin.user_id,
        now=now(),
        today=today(),
    )


def as_lent(cast: Cast, client: Client) -> Client:
    client.force_login(cast.wu.user)
    client.post("/people/identity/", {"identity": cast.lin.pk})
    return client


def test_the_delegate_sees_whose_work_it_is(cast: Cast, client: Client) -> None:
    lend(cast)
    page = as_lent(cast, client).get("/notices/").content.decode()

    assert "代 林示例：北辰职校 · 单位负责人" in page
    assert "吴示例 代 林示例" in page


def test_everything_done_says_who_for_whom(cast: Cast) -> None:
    lend(cast)
    _, acting = identities_of(cast.wu.user_id, today())

    record(by=acting, what="确认分担", on=cast.north)

    line = Event.objects.get(what="确认分担")
    assert (line.by_id, line.by_label) == (cast.lin.pk, "吴示例 代 林示例（北辰职校单位负责人）")


@pytest.mark.parametrize(
    ("first", "last", "there"), [(0, 0, True), (-3, 0, True), (0, 5, True), (1, 5, False), (-5, -1, False)]
)
def test_it_begins_and_ends_by_itself(cast: Cast, client: Client, first: int, last: int, there: bool) -> None:
    Delegation.objects.create(
        identity=cast.lin,
        delegate=cast.wu.user,
        since=today() + timedelta(days=first),
        until=today() + timedelta(days=last),
        reason="出差",
        given_at=now(),
    )
    client.force_login(cast.wu.user)

    assert client.post("/people/identity/", {"identity": cast.lin.pk}).status_code == (302 if there else 404)


def test_revoked_it_is_gone_with_the_next_click(cast: Cast, client: Client) -> None:
    lent = lend(cast)
    as_lent(cast, client)
    revoke_delegation(lent, by=cast.lin, now=now())

    client.get("/notices/")

    assert client.post("/people/identity/", {"identity": cast.lin.pk}).status_code == 404
    with pytest.raises(Refused, match="已经撤销"):
        revoke_delegation(lent, by=cast.lin, now=now())


def test_it_ends_with_the_holders_identity_and_account(cast: Cast) -> None:
    lend(cast)
    cast.lin.user.is_active = False
    cast.lin.user.save()

    assert [i.pk for i in identities_of(cast.wu.user_id, today())] == [cast.wu.pk]


def test_without_an_identity_of_ones_own_one_stands_in_for_nobody(cast: Cast) -> None:
    lend(cast)
    cast.wu.until = today() - timedelta(days=1)
    cast.wu.save()

    assert identities_of(cast.wu.user_id, today()) == []


def test_what_was_lent_cannot_be_lent_on(cast: Cast, client: Client) -> None:
    lend(cast)
    as_lent(cast, client)
    words = {"to": cast.wu.user_id, "since": today(), "until": today(), "reason": "x", "identity": cast.lin.pk}

    answer = client.post("/people/me/delegate/", words)
    with pytest.raises(Refused, match="不能再委托"):
        delegate(
            cast.lin,
            to=cast.zhao.user,
            since=today(),
            until=today(),
            reason="x",
            by=cast.lin,
            acting_user=cast.wu.user_id,
            now=now(),
            today=today(),
        )

    assert (answer.status_code, Delegation.objects.count()) == (200, 1)


def test_one_lends_on_the_page_and_a_sister_is_not_offered(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    words = {"identity": cast.lin.pk, "since": today(), "until": today(), "reason": "出差"}

    refused = client.post("/people/me/delegate/", words | {"to": cast.zhao.user_id})
    done = client.post("/people/me/delegate/", words | {"to": cast.wu.user_id})

    assert (refused.status_code, "请选择同一单位的现任人员" in refused.content.decode()) == (200, True)
    assert (done.status_code, Delegation.objects.get().delegate) == (302, cast.wu.user)


@pytest.mark.parametrize(("who", "status", "revoked"), [("lin", 302, True), ("wu", 302, True), ("zhao", 404, False)])
def test_either_side_may_end_it_and_nobody_else(
    cast: Cast, client: Client, who: str, status: int, revoked: bool
) -> None:
    lent = lend(cast)
    client.force_login(cast[who].user)

    answer = client.post(f"/people/delegations/{lent.pk}/revoke/")

    lent.refresh_from_db()
    assert (answer.status_code, lent.revoked_at is not None) == (status, revoked)


def test_who_could_stand_in_for_the_first_person_is_not_the_second(cast: Cast) -> None:
    """For a restore, an export, an elevated role: four eyes belong to two humans."""
    at, on = now(), today()
    Delegation.objects.create(
        identity=cast.lin, delegate=cast.wu.user, since=on, until=on, reason="出差", given_at=now(), revoked_at=now()
    )

    found = [
        same_hands(cast.lin, cast.lin.user_id, at=at),
        same_hands(cast.lin, cast.wu.user_id, at=at),  # revoked since: it held while the first acted
        same_hands(cast.lin, cast.wu.user_id),
        same_hands(cast.lin, cast.wu.user_id, at=at - timedelta(days=1)),
        same_hands(cast.lin, cast.zhao.user_id, at=at),
        same_hands(cast.wu, cast.lin.user_id, at=at),
    ]

    assert found == [True, True, True, False, False, False]


def test_the_hands_are_those_of_whoever_sits_there(cast: Cast) -> None:
    cast.lin.delegate = cast.wu.user

    assert (cast.lin.hands, cast.zhao.hands) == (cast.wu.user_id, cast.zhao.user_id)
