"""Who looked at my data: written before it is shown, seen by the person, kept three years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.second_wall import as_the_application

from shouwei.core.acting import Actor, acting_as
from shouwei.ground.audit.models import Look
from shouwei.ground.audit.workflows.record_look import forget_looks, record_look


def test_the_person_sees_who_looked_when_in_which_role_and_why(client: Client, cast: Cast) -> None:
    record_look(by=cast.chen, on=cast.lin.user, what="完整手机号", why="联系会议", person=cast.lin.user_id)
    record_look(by=cast.chen, on=cast.zhao.user, what="完整手机号", why="另一件事", person=cast.zhao.user_id)
    client.force_login(cast.lin.user)

    answer = client.get(reverse("audit:my_looks"))

    shown = [(row.by_label, row.what, row.why) for row in answer.context["rows"]]
    assert shown == [("陈示例（秘书处办公室秘书处）", "完整手机号", "联系会议")]


def test_who_opens_the_page_of_an_account_is_told_to_its_person_once_a_day(client: Client, cast: Cast) -> None:
    for who in (cast.guan, cast.guan, cast.wu):
        client.force_login(who.user)
        assert client.get(reverse("people:person", args=[cast.wu.user_id])).status_code in (200, 403)

    looks = Look.objects.values_list("by_label", "what", "person")
    assert list(looks) == [(str(cast.guan), "账号页面：身份、登录设备", cast.wu.user_id)]


def test_an_empty_page_says_what_will_be_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.wu.user)

    assert "还没有人查看过您的个人信息" in client.get(reverse("audit:my_looks")).content.decode()


def test_a_sister_reads_no_looks_behind_the_second_wall(cast: Cast) -> None:
    record_look(by=cast.chen, on=cast.lin.user, what="完整手机号", why="联系会议", person=cast.lin.user_id)
    seen = []
    for who in (cast.lin, cast.zhao, cast.chen, cast.shen):
        with acting_as(Actor(who.role, who.organisation_id, who.pk, who.user_id)), as_the_application():
            seen.append(Look.objects.count())

    assert seen == [1, 0, 1, 1]


@pytest.mark.parametrize(("days", "left"), [(365 * 3, 1), (366 * 3 + 2, 0)])
def test_looks_are_kept_three_years(cast: Cast, days: int, left: int) -> None:
    record_look(by=cast.chen, on=cast.lin.user, what="完整手机号", why="联系会议", person=cast.lin.user_id)

    forget_looks(date.today() + timedelta(days=days))  # noqa: DTZ011  # the look is of this very day

    assert Look.objects.count() == left
