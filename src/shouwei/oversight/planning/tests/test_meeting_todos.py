"""What waits for whom among notices, meetings, decisions and bulletins."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast

from shouwei.oversight.planning.models import Meeting, Plan
from shouwei.oversight.planning.queries.meeting_todos import todos
from shouwei.oversight.planning.workflows.add_decision import add_decision
from shouwei.oversight.planning.workflows.issue_bulletin import issue_bulletin
from shouwei.oversight.planning.workflows.plan_meeting import plan_meeting
from shouwei.oversight.planning.workflows.reply_notice import reply_notice
from shouwei.oversight.planning.workflows.write_bulletin import write_bulletin

from .notice_stories import MONDAY, a_draft, a_sent_one, a_signed_one

TUESDAY = date(2026, 3, 24)  # no meeting within three days, no bulletin open: see quiet()


def labels(cast: Cast, who: str, day: date = TUESDAY) -> list[str]:
    return [todo.label for todo in todos(cast[who], day)]


@pytest.fixture
def quiet(plan: Plan, cast: Cast) -> Plan:
    """The bulletin of the last 旬 is out, so that only the matter of the story waits."""
    day = date(2026, 3, 20)
    issue_bulletin(write_bulletin(plan, by=cast.chen, today=day), by=cast.chen, today=day)
    return plan


def test_nothing_waits_when_nothing_is_open(quiet: Plan, cast: Cast) -> None:
    everybody = ("chen", "fang", "li", "zhou", "lin", "wu", "zhao", "he", "shen", "guan")

    assert {who: labels(cast, who) for who in everybody} == {who: [] for who in everybody}
    assert todos(None, TUESDAY) == []


def test_a_draft_waits_for_the_secretariat(quiet: Plan, cast: Cast) -> None:
    a_draft(quiet, cast)

    assert (labels(cast, "chen"), labels(cast, "lin")) == (["核对并发出1份督办单"], [])


def test_a_sent_one_waits_for_its_unit(quiet: Plan, cast: Cast) -> None:
    a_sent_one(quiet, cast)

    assert {who: labels(cast, who) for who in ("chen", "lin", "wu", "zhao")} == {
        "chen": [],
        "lin": ["签收1份督办单"],
        "wu": ["签收1份督办单"],
        "zhao": [],
    }


def test_a_signed_one_waits_for_the_head_and_its_reply_for_the_secretariat(quiet: Plan, cast: Cast) -> None:
    notice = a_signed_one(quiet, cast)
    before = (labels(cast, "lin"), labels(cast, "wu"))

    reply_notice(notice, reply="正在办理。", by=cast.lin, today=MONDAY)

    assert before == (["回复督办〔2026〕1号"], [])
    assert (labels(cast, "lin"), labels(cast, "chen")) == ([], ["审核1份督办单回复"])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 26), []),  # four days before Monday 30 March
        (date(2026, 3, 27), ["安排2026年3月30日当周会商"]),
        (date(2026, 3, 29), ["安排2026年3月30日当周会商", "安排2026年3月下旬调度"]),
    ],
)
def test_a_meeting_is_on_the_desk_three_days_before(quiet: Plan, cast: Cast, day: date, expected: list[str]) -> None:
    assert [todo.label for todo in todos(cast.chen, day) if todo.kind == "meeting"] == expected


def test_a_meeting_set_up_is_prepared_and_then_written_up(quiet: Plan, cast: Cast) -> None:
    day = date(2026, 3, 30)
    plan_meeting(
        quiet, kind="consultation", period_day=day, held_on=day, place="", chair="", by=cast.chen, today=TUESDAY
    )

    assert [x for x in labels(cast, "chen", date(2026, 3, 28)) if "会商" in x] == ["准备2026年3月30日当周会商"]
    assert [x for x in labels(cast, "chen", date(2026, 3, 31)) if "会商" in x] == ["定稿2026年3月30日当周会商纪要"]


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 30), 0), (date(2026, 3, 31), 1), (date(2026, 4, 20), 1)])
def test_a_decision_is_on_the_desk_a_week_before(quiet: Plan, cast: Cast, day: date, count: int) -> None:
    meeting = plan_meeting(
        quiet, kind="consultation", period_day=TUESDAY, held_on=TUESDAY, place="", chair="", by=cast.chen, today=TUESDAY
    )
    add_decision(
        meeting,
        text="报送用地方案",
        organisation=cast.north,
        owner="",
        due_on=date(2026, 4, 7),
        task=None,
        item=None,
        by=cast.chen,
        today=TUESDAY,
    )

    waiting = [todo for todo in todos(cast.lin, day) if todo.kind == "decision"]
    assert (len(waiting), labels(cast, "zhao", day)) == (count, [])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 7), []),  # the plan was issued on 2 March: nothing to report on yet
        (date(2026, 3, 8), ["印发2026年3月上旬通报"]),
        (date(2026, 3, 18), ["印发2026年3月中旬通报"]),
    ],
)
def test_each_tenday_wants_its_bulletin(plan: Plan, cast: Cast, day: date, expected: list[str]) -> None:
    assert [todo.label for todo in todos(cast.chen, day) if todo.kind == "bulletin"] == expected


@pytest.mark.parametrize("count", [1, 3])
def test_a_constant_number_of_questions(quiet: Plan, cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for n in range(count):
        a_draft(quiet, cast, occasion=f"red:{n}")
        Meeting.objects.create(
            plan=quiet,
            kind="consultation",
            period_first=date(2026, 3, 2 + 7 * n),
            period_label=f"第{n}周",
            held_on=date(2026, 3, 2 + 7 * n),
        )

    with django_assert_num_queries(9):
        todos(cast.chen, TUESDAY)
