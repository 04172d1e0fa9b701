"""A member who joins later is offered the duties of its kind; one who leaves owes nothing more."""

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.notices.models import Notice
from shouwei.ground.organisations.models import FormerName, Membership, Organisation
from shouwei.oversight.planning.models import Duty, Plan
from shouwei.oversight.planning.workflows.add_member import add_member, remove_member

LATER = date(2026, 7, 15)


def join(cast: Cast, name: str = "东湖职业学校") -> Membership:
    return add_member(
        name=name, short_name="", kind="school", since=LATER, source="理事会决定", by=cast.chen, today=LATER
    )


def test_duties_are_offered_not_imposed_and_none_that_is_over(plan: Plan, cast: Cast) -> None:
    membership = join(cast)

    offered = Duty.objects.filter(organisation=membership.organisation).values_list(
        "task__number", "since", "accepted_on", "due_on"
    )

    # Task 2 was due in June, before the school joined.
    assert list(offered) == [(1, LATER, None, date(2026, 12, 31)), (3, LATER, None, None)]


def test_nobody_joins_twice(plan: Plan, cast: Cast) -> None:
    join(cast)

    with pytest.raises(Refused) as refusal:
        join(cast)

    assert str(refusal.value) == "“东湖职业学校”已是成员单位，无需重复加入。"
    assert Duty.objects.filter(organisation__name="东湖职业学校").count() == 2


def test_who_leaves_owes_nothing_more(plan: Plan, cast: Cast) -> None:
    membership = Membership.objects.get(organisation=cast.south)

    remove_member(membership, until=LATER, because="理事会决定", by=cast.chen, today=LATER)

    assert set(Duty.objects.filter(organisation=cast.south).values_list("until", "stopped_on")) == {(LATER, LATER)}


@pytest.mark.parametrize(
    ("who", "status", "members"),
    [("chen", 302, 4), ("fang", 403, 3), ("li", 403, 3), ("lin", 403, 3), ("shen", 403, 3), (None, 302, 3)],
)
def test_only_the_secretariat_adds_members(
    plan: Plan, cast: Cast, client: Client, who: str | None, status: int, members: int
) -> None:
    if who:
        client.force_login(cast[who].user)

    answer = client.post(
        "/planning/members/add/",
        {"name": "东湖职业学校", "kind": "school", "since": "2026-07-15", "source": "理事会决定"},
    )

    assert (answer.status_code, Membership.objects.count()) == (status, members)


@pytest.mark.parametrize(
    ("who", "status", "until"), [("chen", 302, LATER), ("li", 403, None), ("zhao", 403, None), (None, 302, None)]
)
def test_only_the_secretariat_lets_members_go(
    plan: Plan, cast: Cast, client: Client, who: str | None, status: int, until: date | None
) -> None:
    membership = Membership.objects.get(organisation=cast.south)
    Notice.objects.all().delete()
    if who:
        client.force_login(cast[who].user)

    answer = client.post(f"/planning/members/{membership.pk}/leave/", {"until": "2026-07-15", "because": "理事会决定"})

    membership.refresh_from_db()
    assert (answer.status_code, membership.until) == (status, until)
    told = {cast.zhao, cast.li, cast.zhou} if until else set()
    assert {notice.to for notice in Notice.objects.all()} == told


def test_leaving_before_joining_is_refused(plan: Plan, cast: Cast, client: Client) -> None:
    membership = Membership.objects.get(organisation=cast.south)
    client.force_login(cast.chen.user)

    answer = client.post(f"/planning/members/{membership.pk}/leave/", {"until": "2025-12-31", "because": "x"})

    assert "退出日期早于加入日期，请更正。" in answer.content.decode()
    assert not Duty.objects.exclude(stopped_on=None).exists()


def test_who_is_called_otherwise_now_or_is_no_more_is_not_entered_a_second_time(plan: Plan, cast: Cast) -> None:
    FormerName.objects.create(
        organisation=cast.north, name="北辰职业高中", until=LATER, source="批复", recorded_on=LATER
    )
    Organisation.objects.filter(pk=cast.south.pk).update(closed_on=LATER)
    before = Organisation.objects.count()

    with pytest.raises(Refused, match="“北辰职业高中”是“北辰职业学校”的简称或原名称，请填写现在的全称"):
        join(cast, "北辰职业高中")
    with pytest.raises(Refused, match="“南岭职业学校”2026年7月15日已撤销，不能再加入集团。"):
        join(cast, "南岭职校")

    assert Organisation.objects.count() == before
