"""What may be written, sent, judged, answered, extended and closed: one table per rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.planning.rules.closing import (
    may_ask_completion,
    may_ask_extension,
    may_decide_extension,
    may_judge_completion,
    may_move_due_date,
    may_reopen,
    may_stop,
)
from shouwei.oversight.planning.rules.duties import may_accept, may_assign, may_report_on
from shouwei.oversight.planning.rules.periods import label_of, period_before, period_of
from shouwei.oversight.planning.rules.reports import (
    may_answer,
    may_approve,
    may_escalate,
    may_judge,
    may_return,
    may_submit,
    may_write,
    tick_fits,
)

DAY = date(2026, 3, 10)
MARCH = period_of(DAY, "month")


@pytest.mark.parametrize(
    ("state", "completed", "stopped", "accepted", "sentence"),
    [
        (None, False, False, True, ""),  # nothing written yet
        ("draft", False, False, True, ""),
        ("returned", False, False, True, ""),
        ("submitted", False, False, True, "本期进展已提交，正由单位负责人审核，不能修改。如需更正，请单位负责人退回。"),
        ("approved", False, False, True, "本期进展已报送，不能修改。如需更正，请联系牵头部门退回。"),
        ("accepted", False, False, True, "本期进展已报送，不能修改。如需更正，请联系牵头部门退回。"),
        (None, False, False, False, "本单位尚未确认承担该任务，请先由单位负责人确认。"),
        (None, True, False, True, "该任务已办结，不再报送进展。确需补报，请联系秘书处重启任务。"),
        (None, False, True, True, "该任务已中止，不再报送进展。"),
    ],
)
def test_writing(state: str | None, completed: bool, stopped: bool, accepted: bool, sentence: str) -> None:
    assert may_write(state=state, completed=completed, stopped=stopped, accepted=accepted).reason == sentence


@pytest.mark.parametrize(
    ("text", "percent", "no_change", "last", "sentence"),
    [
        ("已完成调研", 0, False, 0, ""),  # none at all is a percentage too
        ("已完成调研", 100, False, 90, ""),  # exactly all
        ("已完成调研", 101, False, 90, "完成率101%不在0—100%之间，请更正。"),
        ("已完成调研", -1, False, 0, "完成率-1%不在0—100%之间，请更正。"),
        ("已完成调研", 30, False, 40, ""),  # a correction downwards is allowed
        ("  ", 10, False, 0, "进展情况为空。请填写本期进展；确无进展的，可选“本期无变化”。"),
        ("", 40, True, 40, ""),
        ("", 41, True, 40, "选择了“本期无变化”，但完成率由40%改为41%，请更正其中一项。"),
    ],
)
def test_submitting(text: str, percent: int, no_change: bool, last: int, sentence: str) -> None:
    assert may_submit(text=text, percent=percent, no_change=no_change, last_percent=last).reason == sentence


@pytest.mark.parametrize(
    ("no_change", "text", "last_text", "allowed"),
    [
        (False, "新的", "旧的", True),
        (True, "", "旧的", True),
        (True, "旧的 ", "旧的", True),  # the prefill, untouched but for a blank
        (True, "新的", "旧的", False),
        (True, "新的", "", False),
    ],
)
def test_a_tick_and_new_words_contradict(no_change: bool, text: str, last_text: str, allowed: bool) -> None:
    assert bool(tick_fits(no_change=no_change, text=text, last_text=last_text)) is allowed


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "accepted", "returned"])
def test_each_judge_acts_at_one_stage_only(state: str) -> None:
    verdicts = (
        bool(may_approve(state=state)),
        bool(may_judge(state=state)),
        bool(may_return(state=state, because="缺少佐证", stage="approved")),
        bool(may_return(state=state, because=" ", stage=state)),
    )

    assert verdicts == (state == "submitted", state == "approved", state == "approved", False)


@pytest.mark.parametrize(
    ("today", "since", "sentence"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), ""),  # the first day of the period; owed on its last
        (date(2026, 2, 28), date(2026, 1, 1), "2026年3月尚未开始，不能提前报送。"),
        (date(2026, 9, 1), date(2026, 1, 1), ""),  # late shows, but is taken
        (date(2026, 4, 2), date(2026, 4, 1), "本单位自2026年4月1日起承担该任务，2026年3月不需要报送。"),
    ],
)
def test_the_period_of_a_report(today: date, since: date, sentence: str) -> None:
    assert may_report_on(MARCH, since=since, today=today).reason == sentence


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"today": DAY}, ""),  # on the very day it is still in time
        (
            {"today": DAY + timedelta(days=1)},
            "期限2026年3月10日已过，逾期后不能申请延期。请尽快办理并报送进展，或与秘书处沟通。",
        ),
        ({"due_on": None}, "该任务没有固定期限，无需延期。"),
        ({"new_due_on": DAY}, "申请日期2026年3月10日不晚于现期限2026年3月10日，请填写更晚的日期。"),
        ({"new_due_on": date(2028, 12, 31)}, ""),  # the last day of the plan
        (
            {"new_due_on": date(2029, 1, 1)},
            "申请日期2029年1月1日超出方案实施期（至2028年12月31日）。请填写实施期内的日期；确需跨期的，请秘书处修订方案。",
        ),
        ({"reason": "\n"}, "请填写延期理由。"),
        ({"closed": True}, "该任务已办结或中止，无需延期。"),
        ({"pending": True}, "已有一份延期申请在审批中，请等待结果。"),
    ],
)
def test_asking_for_more_time(changed: dict[str, object], sentence: str) -> None:
    facts: dict[str, object] = {
        "due_on": DAY,
        "new_due_on": DAY + timedelta(days=1),
        "last_day": date(2028, 12, 31),
        "today": DAY - timedelta(days=1),
        "reason": "设备到货推迟",
        "closed": False,
        "pending": False,
    }

    assert may_ask_extension(**(facts | changed)).reason == sentence  # type: ignore[arg-type]  # a table of facts


@pytest.mark.parametrize(
    ("due_on", "completed", "stopped", "allowed"),
    [
        (DAY, False, False, True),
        (DAY + timedelta(days=1), False, False, False),  # the plan was revised meanwhile
        (None, False, False, False),
        (DAY, True, False, False),
        (DAY, False, True, False),
    ],
)
def test_moving_the_due_date(due_on: date | None, completed: bool, stopped: bool, allowed: bool) -> None:
    assert bool(may_move_due_date(old_due_on=DAY, due_on=due_on, completed=completed, stopped=stopped)) is allowed


@pytest.mark.parametrize("rule", [may_decide_extension, may_judge_completion])
@pytest.mark.parametrize(
    ("state", "approve", "answer", "allowed"),
    [
        ("asked", True, "", True),
        ("asked", False, "材料不全", True),
        ("asked", False, " ", False),  # a refusal has its reason
        ("endorsed", True, "", False),  # decided meanwhile
    ],
)
def test_deciding(rule: object, state: str, approve: bool, answer: str, allowed: bool) -> None:
    assert callable(rule)
    assert bool(rule(state=state, stage="asked", approve=approve, answer=answer)) is allowed


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"evidence": 0}, "还没有佐证材料，请至少上传1份佐证后再申请办结。"),
        ({"summary": ""}, "请填写完成情况。"),
        ({"closed": True}, "该任务已办结或中止，不能重复申请。"),
        ({"pending": True}, "已有一份办结申请在复核中，请等待结果。"),
        ({"long_term": True}, "长期任务不办结，按年度工作目标评定；确需终止的，请秘书处中止任务。"),
        ({"accepted": False}, "本单位尚未确认承担该任务，请先由单位负责人确认。"),
    ],
)
def test_asking_for_completion(changed: dict[str, object], sentence: str) -> None:
    facts: dict[str, object] = {
        "summary": "已完成",
        "evidence": 1,
        "closed": False,
        "pending": False,
        "long_term": False,
        "accepted": True,
    }

    assert may_ask_completion(**(facts | changed)).reason == sentence  # type: ignore[arg-type]  # a table of facts


def test_small_refusals() -> None:
    assert [
        may_answer(answered_on=DAY, answer="可以").reason,
        may_answer(answered_on=None, answer=" ").reason,
        may_escalate(level="secretariat", answered_on=DAY).reason,
        may_escalate(level="council", answered_on=None).reason,
        may_reopen(completed_on=None, because="漏项").reason,
        may_reopen(completed_on=DAY, because="").reason,
        may_stop(completed_on=DAY, stopped_on=None, because="合并").reason,
        may_stop(completed_on=None, stopped_on=DAY, because="合并").reason,
        may_stop(completed_on=None, stopped_on=None, because="").reason,
        may_accept(accepted_on=DAY, stopped_on=None).reason,
        may_accept(accepted_on=None, stopped_on=DAY).reason,
        may_assign(belongs=False, completed=False, stopped=False).reason,
        may_assign(belongs=True, completed=True, stopped=False).reason,
    ] == [
        "该困难已答复，不能重复答复。",
        "答复内容为空，请填写答复意见。",
        "该困难已答复，无需再提请理事会。",
        "该困难已提请理事会。",
        "该任务尚未办结，无需重启。",
        "重启必须写明原因，请填写原因。",
        "该任务已办结，不能中止。",
        "该任务已中止。",
        "中止必须写明原因和依据，请填写原因。",
        "该任务已于2026年3月10日确认承担，无需重复确认。",
        "该任务已中止，无需确认。",
        "责任人须为本单位在册人员，请先由管理员为其开通账号。",
        "该任务已办结或中止，不再指定责任人。",
    ]


@given(st.dates(min_value=date(2000, 2, 1), max_value=date(2100, 12, 31)), st.sampled_from(["month", "tenday"]))
def test_a_period_is_named_by_its_ends_and_follows_the_one_before(day: date, rhythm: str) -> None:
    period = period_of(day, rhythm)

    assert (label_of(period.first, period.last), period.first <= day <= period.last) == (period.label, True)
    assert period_before(period, rhythm).last == period.first - timedelta(days=1)
