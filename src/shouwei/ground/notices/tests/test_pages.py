"""Inbox, choices, channels, log and effect as people meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Channel, Choice, Dispatch, KindRule, Notice, Preference
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity


def client_of(identity: Identity) -> Client:
    client = Client()
    client.force_login(identity.user)
    session = client.session
    session["identity"] = identity.pk
    session.save()
    return client


def text_of(identity: Identity, address: str) -> str:
    answer = client_of(identity).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def robot(by: Identity) -> Channel:
    return Channel.objects.create(
        kind="wecom",
        organisation=by.organisation,
        name="教务群",
        address="https://qyapi.example.cn/send?key=topsecret",
        kinds=["other"],
        made_by=by,
    )


def sending(channel: Channel, state: str = "given_up", key: str = "k") -> Dispatch:
    today = timezone.localdate()
    return Dispatch.objects.create(way="robot", channel=channel, kind="other", key=key, day=today, state=state)


def test_the_inbox_filters_and_asks_the_same_of_the_database_for_one_and_thirty(cast: Cast) -> None:
    client = client_of(cast.lin)
    tell([cast.lin], "第一条", key="a")
    client.get("/notices/")
    few = queries_of(client, "/notices/")
    for number in range(29):
        tell([cast.lin], f"第{number}条", key=f"export:{number}:done")
        notice = Notice.objects.latest("pk")
        Dispatch.objects.create(way="mail", notice=notice, user=cast.lin.user, key="k", day=timezone.localdate())

    assert queries_of(client, "/notices/") - few <= 0
    page = text_of(cast.lin, "/notices/?kind=other&unread=1")
    assert (page.count('<td data-label="种类"'), "第一条" in page) == (1, True)


def test_choices_are_kept_and_nothing_typed_is_lost(cast: Cast) -> None:
    Channel.objects.create(kind="sms", organisation=cast.guan.organisation, name="x", address="x", made_by=cast.guan)
    client = client_of(cast.lin)
    times = {"by_mail": "on", "digest_hour": "9", "quiet_from": "22", "quiet_until": "6"}

    wrong = client.post("/notices/preferences/", {**times, "phone": "123", "mail-export": "weekly"})
    before = (Preference.objects.count(), Choice.objects.count())
    right = client.post(
        "/notices/preferences/", {**times, "phone": "138 0000 0000", "mail-export": "weekly", "sms-export": "at_once"}
    )

    mine = Preference.objects.get()
    assert ("手机号应为11位数字" in wrong.content.decode(), before, right.status_code) == (True, (0, 0), 302)
    assert (mine.digest_hour, mine.quiet_from, mine.quiet_until, str(mine.phone)) == (9, 22, 6, "138****0000")
    assert set(Choice.objects.values_list("kind", "way", "mode")) == {
        ("export", "mail", "weekly"),
        ("export", "sms", "at_once"),
    }


def test_a_head_sets_up_the_robot_of_the_own_unit_and_its_address_is_shown_no_more(cast: Cast) -> None:
    form = {
        "kind": "wecom",
        "name": "教务群",
        "address": "https://qyapi.example.cn/send?key=topsecret",
        "kinds": ["other"],
    }
    client = client_of(cast.lin)

    refused = client.post("/notices/channels/new/", {**form, "address": "x"}).content.decode()
    nothing = Channel.objects.count()
    client.post("/notices/channels/new/", form)
    channel = Channel.objects.get()
    client.post(f"/notices/channels/{channel.pk}/try/")
    again = client.post(f"/notices/channels/{channel.pk}/try/", follow=True).content.decode()

    assert ("渠道地址应以" in refused, nothing) == (True, 0)
    assert (channel.organisation, channel.kinds) == (cast.north, ["other"])
    assert "topsecret" not in text_of(cast.lin, channel.get_absolute_url())
    assert list(Dispatch.objects.values_list("way", "state")) == [("test", "waiting")]
    assert "上一条测试消息还没有发出" in again
    assert list(Event.objects.order_by("pk").values_list("what", flat=True)) == ["开启消息渠道", "测试消息渠道"]


def test_another_units_robot_does_not_exist(cast: Cast) -> None:
    channel = robot(cast.lin)
    failed = sending(channel)
    client = client_of(cast.zhao)

    answers = [
        client.get(f"/notices/channels/{channel.pk}/").status_code,
        client.post(f"/notices/channels/{channel.pk}/stop/").status_code,
        client.post(f"/notices/channels/{channel.pk}/try/").status_code,
        client.post(f"/notices/dispatches/{failed.pk}/again/").status_code,
        client_of(cast.wu).get("/notices/channels/").status_code,
    ]

    channel.refresh_from_db()
    assert (answers, channel.stopped_at, Dispatch.objects.count()) == ([404, 404, 404, 404, 403], None, 1)


def test_only_what_failed_is_sent_again(cast: Cast) -> None:
    channel = robot(cast.lin)
    failed, sent = sending(channel), sending(channel, "sent", "l")
    client = client_of(cast.lin)

    client.post(f"/notices/dispatches/{failed.pk}/again/")
    said = client.post(f"/notices/dispatches/{sent.pk}/again/", follow=True).content.decode()

    assert list(Dispatch.objects.order_by("pk").values_list("state", flat=True)) == ["waiting", "sent"]
    assert "只有发送失败或结果不明的可以重新发送" in said


def test_the_log_asks_the_same_for_one_and_thirty_and_shows_no_words(cast: Cast) -> None:
    channel, client = robot(cast.lin), client_of(cast.chen)
    tell([cast.lin], "秘密内容", key="a")
    sending(channel)
    client.get("/notices/dispatches/")
    few = queries_of(client, "/notices/dispatches/")
    for number in range(29):
        sending(channel, key=str(number))

    assert queries_of(client, "/notices/dispatches/") == few
    assert "秘密内容" not in text_of(cast.chen, "/notices/dispatches/")


def test_effect_counts_what_was_opened_and_done_and_the_group_draws_the_consequence(cast: Cast) -> None:
    now = timezone.now()
    for number in range(25):
        tell([cast.lin], "请签收", key=f"notice:{number}:sent")
    early = text_of(cast.chen, "/notices/effect/")
    numbers = list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    Notice.objects.update(created_at=now - timedelta(days=9))
    Notice.objects.filter(pk__in=numbers[:10]).update(read_at=now)
    Notice.objects.filter(pk__in=numbers[:2]).update(settled_at=now - timedelta(days=3))
    Notice.objects.filter(pk=numbers[2]).update(settled_at=now)
    tell([cast.lin], "请签收", key="notice:99:sent")  # of today: nobody has had time to answer

    page = text_of(cast.chen, "/notices/effect/")
    client = client_of(cast.chen)
    client.post("/notices/effect/planning-sign/", {"mode": "daily", "why": " "})
    nothing = KindRule.objects.count()
    client.post("/notices/effect/planning-sign/", {"mode": "daily", "why": "办理的不足一成"})

    assert "还没有满7天的消息，暂不评价。" in early
    assert "此类提醒三个月发出25条，7天内办理的占8%，建议改为每日汇总。" in page
    assert "另有1条未满7天" in page
    assert "林示例" not in page.partition("</header>")[2]
    assert (nothing, KindRule.objects.get().mode) == (0, "daily")
    assert [client_of(who).get("/notices/effect/").status_code for who in (cast.lin, cast.fang)] == [403, 200]


@pytest.mark.parametrize("address", ["/notices/effect/strange/", "/notices/channels/999/"])
def test_what_does_not_exist_is_not_found(cast: Cast, address: str) -> None:
    assert client_of(cast.chen).get(address).status_code == 404
