"""The state of a duty, as a table the secretariat can correct with a pencil."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.planning.rules.states import Facts, Light, State, elapsed, light_of, light_of_task

BEGUN = date(2026, 3, 2)
DUE = date(2026, 6, 10)  # a hundred days after BEGUN


def facts(**changes: Any) -> Facts:
    values: dict[str, Any] = {"since": BEGUN, "due_on": DUE, "percent": 0, "last_reported_on": None} | changes
    return Facts(**values)


@pytest.mark.parametrize(
    ("changes", "today", "state", "why"),
    [
        # nothing said yet
        ({}, BEGUN, "not_started", "尚无进展报告；期限2026年6月10日，序时进度0%。"),
        ({}, BEGUN + timedelta(30), "not_started", "尚无进展报告；期限2026年6月10日，序时进度30%。"),
        ({}, BEGUN + timedelta(31), "behind", "完成率0%，低于序时进度31%超过15个百分点。"),
        # exactly the tolerance, and one point more
        (
            {"percent": 35, "last_reported_on": BEGUN},
            BEGUN + timedelta(50),
            "normal",
            "完成率35%，序时进度50%，期限2026年6月10日。",
        ),
        (
            {"percent": 34, "last_reported_on": BEGUN},
            BEGUN + timedelta(50),
            "behind",
            "完成率34%，低于序时进度50%超过15个百分点。",
        ),
        # eight days to go, seven, none, one too late
        (
            {"percent": 90, "last_reported_on": BEGUN},
            DUE - timedelta(8),
            "normal",
            "完成率90%，序时进度92%，期限2026年6月10日。",
        ),
        (
            {"percent": 90, "last_reported_on": BEGUN},
            DUE - timedelta(7),
            "due_soon",
            "距期限2026年6月10日还有7天，完成率90%。",
        ),
        ({"percent": 90, "last_reported_on": BEGUN}, DUE, "due_soon", "距期限2026年6月10日还有0天，完成率90%。"),
        (
            {"percent": 99, "last_reported_on": BEGUN},
            DUE + timedelta(1),
            "overdue",
            "期限2026年6月10日，已逾期1天，完成率99%。",
        ),
        # asked for, confirmed, stopped: each goes before dates
        ({"completion_asked_on": DUE}, DUE + timedelta(9), "in_review", "2026年6月10日已申请办结，等待复核。"),
        (
            {"completed_on": DUE, "completion_asked_on": DUE},
            DUE + timedelta(9),
            "done",
            "已于2026年6月10日完成，经秘书处确认办结。",
        ),
        ({"stopped_on": DUE, "completed_on": DUE}, DUE + timedelta(9), "stopped", "已于2026年6月10日批准中止。"),
        # 长期
        (
            {"due_on": None, "long_term": True, "has_goal": False},
            date(2026, 4, 1),
            "overdue",
            "长期任务，2026年度工作目标尚未确立。",
        ),
        (
            {"due_on": None, "long_term": True},
            BEGUN + timedelta(45),
            "not_started",
            "长期任务，2026年度工作目标已确立；尚无进展报告。",
        ),
        (
            {"due_on": None, "long_term": True},
            BEGUN + timedelta(46),
            "behind",
            "长期任务，2026年度工作目标已确立；自2026年3月2日起超过45天没有进展报告。",
        ),
        (
            {"due_on": None, "long_term": True, "last_reported_on": BEGUN},
            BEGUN + timedelta(46),
            "behind",
            "长期任务，2026年度工作目标已确立；已有46天没有进展报告（超过45天）。",
        ),
        # history raises no alarm
        (
            {"due_on": None, "long_term": True, "has_goal": False, "last_year": 2025},
            date(2026, 4, 1),
            "not_started",
            "长期任务，实施期至2025年，已结束，不再预警；请补录办结情况。",
        ),
        (
            {"due_on": None, "long_term": True, "supervised_from": BEGUN + timedelta(400)},
            BEGUN + timedelta(401),
            "not_started",
            "长期任务，2027年度工作目标已确立；尚无进展报告。",
        ),
        (
            {"supervised_from": DUE + timedelta(1)},
            DUE + timedelta(200),
            "not_started",
            "期限2026年6月10日早于督办起始日2026年6月11日，属历史事项，不预警；请补录办结情况。",
        ),
    ],
)
def test_the_first_rule_that_holds_decides(changes: dict[str, Any], today: date, state: str, why: str) -> None:
    assert light_of(facts(**changes), today) == Light(State(state), why)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], ("not_started", "尚无分担单位。")),
        (["normal", "overdue", "done"], ("overdue", "分担单位：逾期1个，正常1个，办结1个。")),
        (["normal", "not_started"], ("normal", "分担单位：未启动1个，正常1个。")),
        (["not_started", "done"], ("normal", "分担单位：未启动1个，办结1个。")),
        (["done", "stopped"], ("done", "分担单位：办结1个。")),
        (["stopped", "stopped"], ("stopped", "2个单位的分担均已中止。")),
    ],
)
def test_a_task_stands_as_badly_as_its_worst_duty(states: list[str], expected: tuple[str, str]) -> None:
    assert light_of_task(map(State, states)) == Light(State(expected[0]), expected[1])


days = st.dates(date(2019, 1, 1), date(2035, 12, 31))


@given(days, days, st.integers(0, 100), st.none() | days, days)
def test_every_duty_has_a_state_and_a_sentence(
    since: date, due: date, percent: int, said: date | None, today: date
) -> None:
    light = light_of(Facts(since, due, percent, said), today)

    assert light.why.endswith("。")
    assert (light.state is State.OVERDUE) == (today > due)


@given(days, days, days)
def test_time_elapsed_is_a_share(since: date, due: date, today: date) -> None:
    assert 0 <= elapsed(since, due, today) <= 100
    if today >= due:
        assert elapsed(since, due, today) == 100
