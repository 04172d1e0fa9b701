"""What leaves the house: each message once, later if a way is closed, not at all when its thing is done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_string
from email.header import decode_header, make_header
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from pytest_django import Settings
from tests.cast import Cast

from shouwei.core.occasions import OCCASIONS, Mode, Occasion, Told, register
from shouwei.ground.notices.channels.mail import SMTP
from shouwei.ground.notices.jobs import every_minute, push
from shouwei.ground.notices.models import Channel, Choice, Dispatch, Notice, Preference
from shouwei.ground.notices.workflows.mark_read import mark_read
from shouwei.ground.notices.workflows.tell import tell

from .servers import Letterbox, Taker, json_server, mail_server

CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 3, 12, 5, tzinfo=CHINA)
NIGHT = datetime(2026, 3, 3, 22, 5, tzinfo=CHINA)
DONE: set[str] = set()


def _still_needed(told: Collection[Told]) -> set[Told]:
    return {one for one in told if one.key not in DONE}


@pytest.fixture(autouse=True)
def _urgent() -> Iterator[None]:
    register(Occasion("urgent", "示例急件", r"urgent:.*", Mode.AT_ONCE, _still_needed))
    DONE.clear()
    yield
    del OCCASIONS["urgent"]


@pytest.fixture
def box(settings: Settings) -> Iterator[Letterbox]:
    with mail_server() as box:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", box.port
        yield box


@pytest.fixture
def taker(settings: Settings) -> Iterator[Taker]:
    settings.WEBHOOKS_MAY_REACH_PRIVATE_ADDRESSES = True
    with json_server() as taker:
        yield taker


def robot_of(cast: Cast, taker: Taker, kind: str = "wecom", secret: str = "") -> Channel:
    return Channel.objects.create(
        kind=kind,
        organisation=cast.north,
        name="教务群",
        address=f"{taker.url}/send?key=abc",
        secret=secret,
        kinds=["urgent"],
        made_by=cast.lin,
    )


def run(moment: datetime) -> None:
    every_minute(moment)
    push(moment)


def states() -> list[tuple[str, str, int]]:
    return list(Dispatch.objects.order_by("pk").values_list("way", "state", "attempts"))


def test_an_urgent_message_is_one_letter_with_its_number(cast: Cast, box: Letterbox) -> None:
    tell([cast.lin], "督办单待签收\nBcc: x@example.test", url="/planning/notices/1/", key="urgent:1")

    for minute in range(3):
        run(NOON + timedelta(minutes=minute))

    (to, wire), number = box.letters[0], Dispatch.objects.get().number
    letter = message_from_string(wire)
    assert (len(box.letters), to, letter["Message-ID"], letter["Bcc"]) == (
        1,
        "lin@example.test",
        f"<{number}@localhost>",
        None,
    )
    assert str(make_header(decode_header(letter["Subject"]))) == "【首位】督办单待签收 Bcc: x@example.test"
    assert states() == [("mail", "sent", 1)]


def test_a_closed_way_holds_nothing_up_and_is_tried_again(cast: Cast, box: Letterbox, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    tell([cast.lin], "甲", key="urgent:1")
    tell([cast.zhao], "乙", key="urgent:2")

    run(NOON)
    first = states()
    settings.EMAIL_PORT = box.port
    run(NOON + timedelta(minutes=2))

    assert first == [("mail", "waiting", 1), ("mail", "waiting", 0)]
    assert (states(), sorted(to for to, _ in box.letters)) == (
        [("mail", "sent", 2), ("mail", "sent", 1)],
        ["lin@example.test", "zhao@example.test"],
    )


def test_an_unknown_recipient_is_given_up_with_a_sentence(cast: Cast, box: Letterbox) -> None:
    box.refuse = "550 no such user"
    tell([cast.lin], "甲", key="urgent:1")

    run(NOON)

    dispatch = Dispatch.objects.get()
    assert (dispatch.state, dispatch.next_at, dispatch.said) == ("given_up", None, "收件人被邮件服务器拒收（550）。")


def test_after_six_pauses_it_is_given_up(cast: Cast, box: Letterbox, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    tell([cast.lin], "甲", key="urgent:1")
    moment = NOON

    for _ in range(7):
        run(moment)
        moment += timedelta(days=2)

    assert (states(), Dispatch.objects.get().next_at) == ([("mail", "given_up", 7)], None)


def test_quiet_hours_hold_it_until_their_end(cast: Cast, box: Letterbox) -> None:
    tell([cast.lin], "甲", key="urgent:1")

    run(NIGHT)
    held = len(box.letters)
    run(datetime(2026, 3, 4, 7, 0, tzinfo=CHINA))

    assert (held, len(box.letters)) == (0, 1)


def test_what_is_done_or_read_meanwhile_is_withdrawn(cast: Cast, box: Letterbox) -> None:
    tell([cast.lin], "甲", key="urgent:1")
    tell([cast.zhao], "乙", key="urgent:2")
    every_minute(NOON)

    DONE.add("urgent:1")
    mark_read(cast.zhao)
    push(NOON)

    assert (box.letters, list(Dispatch.objects.order_by("pk").values_list("state", "said"))) == (
        [],
        [("withdrawn", "事项已办结，未再打扰。"), ("withdrawn", "已在站内查看，未再打扰。")],
    )
    assert cast.lin.notices.get().settled_at is not None


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_a_group_hears_an_occasion_once_however_many_are_told(cast: Cast, taker: Taker, kind: str) -> None:
    robot_of(cast, taker, kind, secret="s")
    tell([cast.lin, cast.wu, cast.zhao], "督办单待签收", url="/x/", key="urgent:1")

    for minute in range(3):
        run(NOON + timedelta(minutes=minute))

    said = "【首位】督办单待签收\nhttp://localhost:8000/x/"
    body = taker.posts[0].body
    assert len(taker.posts) == 1
    assert (body.get("text") or body["content"]) == {"content" if kind != "feishu" else "text": said}
    assert ("sign=" in taker.posts[0].path, "sign" in body) == (kind == "dingtalk", kind == "feishu")


def test_a_robot_that_refuses_with_200_has_refused(cast: Cast, taker: Taker) -> None:
    robot_of(cast, taker)
    taker.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    tell([cast.lin], "甲", key="urgent:1")

    run(NOON)

    assert list(Dispatch.objects.filter(way="robot").values_list("state", "said")) == [
        ("given_up", "机器人拒绝，代码93000：invalid webhook url")
    ]


def test_a_text_message_carries_its_number_and_only_where_chosen(cast: Cast, taker: Taker) -> None:
    Channel.objects.create(
        kind="sms", organisation=cast.guan.organisation, name="短信", address=taker.url, secret="t", made_by=cast.guan
    )
    Preference.objects.create(user=cast.lin.user, phone="13800000000", by_mail=False)
    Preference.objects.create(user=cast.zhao.user, phone="13900000000", by_mail=False)
    Choice.objects.create(user=cast.lin.user, kind="urgent", way="sms", mode="at_once")
    taker.status = 503
    tell([cast.lin, cast.zhao], "甲", key="urgent:1")

    run(NOON)
    taker.status = 202
    run(NOON + timedelta(minutes=2))

    number = str(Dispatch.objects.get(way="sms").number)
    assert [(p.body, p.headers["idempotency-key"], p.headers["authorization"]) for p in taker.posts] == [
        ({"phone": "13800000000", "text": "【首位】甲", "id": number}, number, "Bearer t")
    ] * 2
    assert states() == [("sms", "sent", 2)]


KILLED = """
import os, signal, sys, django
django.setup()
from shouwei.core.acting import acting_as_system
from shouwei.ground.notices.workflows import deliver
from django.utils import timezone
from datetime import datetime
def dead(*args, **kwargs): os.kill(os.getpid(), signal.SIGKILL)
where = sys.argv[1]
if where == "claimed": deliver._needless = dead
if where == "marked": deliver.adapter_of = lambda d: type("Dead", (), {"repeatable": True, "send": dead})()
if where == "sent": deliver._settle = dead
with acting_as_system("the test kills a worker"): deliver.deliver(datetime.fromisoformat(sys.argv[2]))
"""


def kill_a_worker(where: str, settings: Settings, taker: Taker, box: Letterbox) -> int:
    database = connection.settings_dict
    # The host of a throw-away server is a folder with its socket, which has no place before the name.
    where_it_is = urlencode({"host": database["HOST"], "port": database["PORT"]})
    url = f"postgresql://{quote(database['USER'])}:{quote(database['PASSWORD'])}@/{database['NAME']}?{where_it_is}"
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "shouwei.config.settings",
        "SHOUWEI_SECRET_KEY": settings.SECRET_KEY,
        "SHOUWEI_FIELD_KEYS": settings.FIELD_KEYS,
        "SHOUWEI_INDEX_KEY": settings.INDEX_KEY,
        "SHOUWEI_SMTP_HOST": "127.0.0.1",
        "SHOUWEI_SMTP_PORT": str(box.port),
        "SHOUWEI_WEBHOOKS_PRIVATE": "1",
    }
    command = [sys.executable, "-c", KILLED, where, NOON.isoformat()]
    return subprocess.run(command, env=env, timeout=60, check=False, capture_output=True).returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("where", "letters", "posts"), [("claimed", 1, 1), ("marked", 1, 0), ("sent", 2, 1)])
def test_a_killed_worker_loses_nothing_and_a_group_hears_nothing_twice(
    cast: Cast, box: Letterbox, taker: Taker, settings: Settings, where: str, letters: int, posts: int
) -> None:
    """Killed after the letter went out it goes again under the same number, by which mail systems drop the second."""
    for way in ("mail", "robot"):
        if way == "robot":
            robot_of(cast, taker)
        tell([cast.lin if way == "mail" else cast.wu], "甲", key=f"urgent:{way}")
        every_minute(NOON)
        Dispatch.objects.filter(way="mail", user=cast.wu.user).delete()
        assert kill_a_worker(where, settings, taker, box) == -9
        push(NOON + timedelta(minutes=1))
        push(NOON + timedelta(minutes=6))

    numbers = {message_from_string(wire)["Message-ID"] for _, wire in box.letters}
    end = dict(Dispatch.objects.values_list("way", "state"))
    assert (len(box.letters), len(numbers), len(taker.posts)) == (letters, 1, posts)
    assert end == {"mail": "sent", "robot": "sent" if where == "claimed" else "uncertain"}


@pytest.mark.django_db(transaction=True)
def test_fifty_tell_one_occasion_at_once_and_two_workers_plan_it(cast: Cast, box: Letterbox) -> None:
    def tell_it(_: int) -> None:
        try:
            tell([cast.lin], "甲", key="urgent:1")
        finally:
            connections.close_all()

    def plan_it(_: int) -> None:
        try:
            run(NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tell_it, range(50)))
        list(pool.map(plan_it, range(4)))

    assert (Notice.objects.count(), states(), len(box.letters)) == (1, [("mail", "sent", 1)], 1)
