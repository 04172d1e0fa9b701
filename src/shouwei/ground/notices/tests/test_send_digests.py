"""One mail a day, nothing twice, never in quiet hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from tests.cast import Cast

from shouwei.ground.notices.models import Notice, Preference
from shouwei.ground.notices.rules.digest import Wish, digest_is_due, is_quiet
from shouwei.ground.notices.workflows.mark_read import mark_read
from shouwei.ground.notices.workflows.send_digests import send_digests
from shouwei.ground.notices.workflows.tell import tell


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("hour", "quiet"), [(20, False), (21, True), (23, True), (0, True), (6, True), (7, False), (12, False)]
)
def test_quiet_hours_run_over_midnight(hour: int, quiet: bool) -> None:
    assert is_quiet(hour, Wish()) is quiet


def test_a_missed_hour_is_made_up_the_same_day() -> None:
    wish = Wish(digest_hour=8)

    assert [digest_is_due(at(3, hour), wish) for hour in (7, 8, 15, 22)] == [False, True, True, False]


def test_the_same_occasion_is_told_once_until_it_is_read(cast: Cast) -> None:
    tell([cast.lin, cast.lin], "请报送进展", key="report:1")
    tell([cast.lin], "请报送进展", key="report:1")
    assert Notice.objects.count() == 1

    mark_read(cast.lin)
    tell([cast.lin], "请报送进展", key="report:1")

    assert Notice.objects.count() == 2


def test_one_mail_a_day_with_everything_new(cast: Cast) -> None:
    tell([cast.lin], "请报送三月进展", url="/planning/reports/", key="a")
    tell([cast.lin], "请确认任务", key="b")

    sent = [send_digests(at(3, hour)) for hour in (7, 8, 9, 15)]
    tell([cast.lin], "督办单待签收", key="c")
    sent += [send_digests(at(3, 16)), send_digests(at(4, 8))]

    assert sent == [0, 1, 0, 0, 0, 1]
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["lin@example.test"], "【首位】2件事项待您查看"),
        (["lin@example.test"], "【首位】1件事项待您查看"),
    ]
    assert mail.outbox[0].body.splitlines()[2:5] == [
        "· 请报送三月进展",
        "  http://localhost:8000/planning/reports/",
        "· 请确认任务",
    ]


def test_what_has_been_read_is_not_mailed_and_no_mail_to_who_wants_none(cast: Cast) -> None:
    tell([cast.lin, cast.zhao], "通知", key="a")
    mark_read(cast.lin)
    Preference.objects.create(user=cast.zhao.user, by_mail=False)

    assert (send_digests(at(3, 9)), mail.outbox) == (0, [])
