"""One mail a day, nothing twice, never in quiet hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.ground.notices.jobs import every_minute, push
from shouwei.ground.notices.models import Choice, Notice, Preference
from shouwei.ground.notices.rules.digest import Wish, after_quiet, digest_is_due, goes_along, is_quiet
from shouwei.ground.notices.workflows.mark_read import mark_read
from shouwei.ground.notices.workflows.tell import tell

CHINA = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 5, tzinfo=CHINA)


def tick(moment: datetime) -> int:
    """One round of the clock; how many mails left the house."""
    before = len(mail.outbox)
    every_minute(moment)
    push(moment)
    return len(mail.outbox) - before


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are as new as the days of these stories."""
    monkeypatch.setattr("shouwei.ground.notices.workflows.plan_digests.LOOKED_BACK", timedelta(days=36500))


@pytest.mark.parametrize(
    ("hour", "quiet"), [(20, False), (21, True), (23, True), (0, True), (6, True), (7, False), (12, False)]
)
def test_quiet_hours_run_over_midnight(hour: int, quiet: bool) -> None:
    assert is_quiet(hour, Wish()) is quiet


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (at(3, 12), at(3, 12)),
        (at(3, 22), datetime(2026, 3, 4, 7, tzinfo=CHINA)),
        (at(3, 3), datetime(2026, 3, 3, 7, tzinfo=CHINA)),
        (at(3, 7), at(3, 7)),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(now: datetime, start: datetime) -> None:
    assert after_quiet(now, Wish()) == start


@given(
    st.integers(0, 23),
    st.integers(0, 23),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
)
def test_nothing_is_ever_due_within_quiet_hours(first: int, last: int, moment: datetime) -> None:
    wish = Wish(quiet_from=first, quiet_until=last)
    now = moment.replace(tzinfo=CHINA)

    start = after_quiet(now, wish)

    assert (start >= now, is_quiet(start.hour, wish), start - now <= timedelta(days=1)) == (True, False, True)


def test_a_missed_hour_is_made_up_the_same_day() -> None:
    wish = Wish(digest_hour=8)

    assert [digest_is_due(at(3, hour), wish) for hour in (7, 8, 15, 22)] == [False, True, True, False]


def test_the_weekly_part_goes_along_on_mondays() -> None:
    sunday, monday = at(1, 8).date(), at(2, 8).date()

    assert [goes_along(mode, day) for mode in ("daily", "weekly", "never") for day in (sunday, monday)] == [
        True,
        True,
        False,
        True,
        False,
        False,
    ]


def test_the_same_occasion_is_told_once_until_it_is_read(cast: Cast) -> None:
    tell([cast.lin, cast.lin], "请报送进展", key="x:1")
    tell([cast.lin], "请报送进展", key="x:1")
    assert Notice.objects.count() == 1

    mark_read(cast.lin)
    tell([cast.lin], "请报送进展", key="x:1")

    assert Notice.objects.count() == 2


def test_one_mail_a_day_with_everything_new(cast: Cast) -> None:
    tell([cast.lin], "请报送三月进展", url="/planning/reports/", key="a")
    tell([cast.lin], "请确认任务", key="b")

    sent = [tick(at(3, hour)) for hour in (7, 8, 9, 15)]
    tell([cast.lin], "督办单待签收", key="c")
    sent += [tick(at(3, 16)), tick(at(4, 8))]

    assert sent == [0, 1, 0, 0, 0, 1]
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["lin@example.test"], "【首位】2件事项待您查看"),
        (["lin@example.test"], "【首位】1件事项待您查看"),
    ]
    assert mail.outbox[0].body.splitlines()[2:6] == [
        "· 请报送三月进展",
        "  http://localhost:8000/planning/reports/",
        "· 请确认任务",
        "  http://localhost:8000/notices/",
    ]


def test_what_has_been_read_is_not_mailed_and_no_mail_to_who_wants_none(cast: Cast) -> None:
    tell([cast.lin, cast.zhao], "通知", key="a")
    mark_read(cast.lin)
    Preference.objects.create(user=cast.zhao.user, by_mail=False)

    assert (tick(at(3, 9)), mail.outbox) == (0, [])


def test_a_weekly_choice_waits_for_monday_and_never_stays_in_the_inbox(cast: Cast) -> None:
    Choice.objects.create(user=cast.lin.user, kind="other", way="mail", mode="weekly")
    Choice.objects.create(user=cast.zhao.user, kind="other", way="mail", mode="never")
    tell([cast.lin, cast.zhao], "通知", key="a")

    assert [tick(at(day, 9)) for day in (7, 8, 9, 10)] == [0, 0, 1, 0]
    assert [m.to for m in mail.outbox] == [["lin@example.test"]]


def test_read_between_planning_and_sending_leaves_it_out(cast: Cast) -> None:
    tell([cast.lin], "通知", key="a")
    every_minute(at(3, 9))

    mark_read(cast.lin)
    push(at(3, 9))

    digest = cast.lin.notices.get().digest
    assert digest is not None
    assert (mail.outbox, digest.state) == ([], "withdrawn")
