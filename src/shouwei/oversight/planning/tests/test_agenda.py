"""What the rules bring before a meeting, and that nothing unresolved gets lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.planning.rules.agenda import (
    AgendaFacts,
    Missing,
    OpenDecision,
    OpenDifficulty,
    PastItem,
    Point,
    TaskFact,
    open_items,
    propose,
    shortened,
)
from shouwei.oversight.planning.rules.series import Occurrence, occurrence, upcoming

TODAY = date(2026, 3, 16)
FACTS = AgendaFacts(
    past=(PastItem(1, "other", "车间用地", False, None, "2026年3月9日当周会商"),),
    decisions=(
        OpenDecision(8, "报送用地方案", "北辰职校", date(2026, 3, 10), "2026年3月上旬调度", None),
        OpenDecision(9, "汇总岗位", "南岭职校", date(2026, 4, 30), "2026年3月上旬调度", None),
    ),
    tasks=(
        TaskFact(22, 2, "开发课程", behind=("北辰职校",), overdue=("南岭职校", "启明机械")),
        TaskFact(21, 1, "修订规划", due_soon=("北辰职校",)),
    ),
    difficulties=(
        OpenDifficulty(5, "缺少设备", "北辰职校", date(2026, 3, 1), False, 21),
        OpenDifficulty(6, "缺少编制", "南岭职校", date(2026, 3, 6), True, 21),
    ),
    programmes=(Missing("专业建设部", (2, 1)),),
    goals=(Missing("招生就业部", (3,)),),
    completions_waiting=2,
)


def test_the_weekly_agenda_in_its_order_with_its_reasons() -> None:
    assert [(p.source, p.subject, p.why) for p in propose(FACTS, kind="consultation", today=TODAY)] == [
        ("other", "车间用地", "2026年3月9日当周会商未解决，转入本次会议（第2次列入）。"),
        ("decision", "报送用地方案", "2026年3月上旬调度议定，责任单位北辰职校，已超期6天，尚未报完成。"),
        ("overdue", "任务2：开发课程", "2个单位已逾期：南岭职校、启明机械。"),
        ("difficulty", "缺少设备", "北辰职校于2026年3月1日提出，待秘书处答复，已15天。"),
        ("difficulty", "缺少编制", "南岭职校于2026年3月6日提出，提请理事会决定，已10天。"),
        ("programme", "专业建设部：工作方案未报送", "报送期限已过；共2项，任务1、2。"),
        ("no_goal", "招生就业部：2026年度工作目标未确立", "长期任务须逐年确立年度目标；共1项，任务3。"),
        ("due_soon", "任务1：修订规划", "1个单位临近期限：北辰职校。"),
        ("in_review", "办结申请复核", "2项办结申请等待复核确认。"),
    ]


def test_before_the_council_comes_what_needs_the_council() -> None:
    sources = [(p.source, p.subject) for p in propose(FACTS, kind="dispatch", today=TODAY)]

    assert sources == [
        ("other", "车间用地"),
        ("decision", "报送用地方案"),
        ("decision", "汇总岗位"),  # not yet due, but the council asks after all its decisions
        ("overdue", "任务2：开发课程"),
        ("difficulty", "缺少编制"),
        ("programme", "专业建设部：工作方案未报送"),
        ("no_goal", "招生就业部：2026年度工作目标未确立"),
    ]


def test_a_carried_matter_stands_once_even_when_a_rule_brings_it_up_too() -> None:
    facts = AgendaFacts(
        past=(PastItem(1, "behind", "任务2：开发课程", False, None, "上次会商", task_id=22),), tasks=FACTS.tasks[:1]
    )

    assert propose(facts, kind="dispatch", today=TODAY) == [
        Point(
            "overdue",
            "任务2：开发课程",
            "上次会商未解决，转入本次会议（第2次列入）。目前2个单位已逾期：南岭职校、启明机械。",
            task_id=22,
            carried_from=1,
        )
    ]


def test_nothing_to_discuss_is_an_empty_agenda() -> None:
    assert propose(AgendaFacts(), kind="consultation", today=TODAY) == []


@given(st.data())
def test_a_point_stays_until_it_is_resolved(data: st.DataObject) -> None:
    """However meetings go (resolved or not, taken off the agenda or not), exactly the unresolved are proposed."""
    raised: set[str] = set()
    settled: set[str] = set()
    past: list[PastItem] = []
    for n in range(data.draw(st.integers(1, 6), label="meetings")):
        proposed = propose(AgendaFacts(past=tuple(past)), kind="dispatch", today=TODAY)
        assert {point.subject for point in proposed} == raised - settled

        new = Point("other", f"新议题{n}", "")
        raised.add(new.subject)
        for point in [*proposed, new]:
            taken_off = point is not new and data.draw(st.booleans(), label="taken off")
            if taken_off:
                continue
            resolved = data.draw(st.booleans(), label="resolved")
            settled |= {point.subject} if resolved else set()
            past.append(PastItem(len(past) + 1, "other", point.subject, resolved, point.carried_from, f"会{n}"))

    assert {item.subject for item in open_items(past)} == raised - settled
    assert len(open_items(past)) == len(raised - settled)  # no matter twice


@given(st.text(max_size=700))
def test_subjects_fit_their_column(text: str) -> None:
    assert len(shortened(text)) <= 300
    assert "\n" not in shortened(text)


HOLIDAY = {date(2026, 3, 16): False, date(2026, 3, 20): False, date(2026, 3, 22): True}


@pytest.mark.parametrize(
    ("kind", "today", "exceptions", "expected"),
    [
        ("consultation", date(2026, 3, 16), {}, (date(2026, 3, 16), "2026年3月16日当周", date(2026, 3, 16))),
        ("consultation", date(2026, 3, 17), {}, (date(2026, 3, 23), "2026年3月23日当周", date(2026, 3, 23))),
        ("consultation", date(2026, 3, 16), HOLIDAY, (date(2026, 3, 16), "2026年3月16日当周", date(2026, 3, 17))),
        ("dispatch", date(2026, 3, 16), {}, (date(2026, 3, 11), "2026年3月中旬", date(2026, 3, 20))),
        ("dispatch", date(2026, 3, 16), HOLIDAY, (date(2026, 3, 11), "2026年3月中旬", date(2026, 3, 19))),
        ("dispatch", date(2026, 3, 21), {}, (date(2026, 3, 21), "2026年3月下旬", date(2026, 3, 31))),
        ("dispatch", date(2026, 5, 31), {}, (date(2026, 6, 1), "2026年6月上旬", date(2026, 6, 10))),  # 29 May is past
    ],
)
def test_the_next_meeting(
    kind: str, today: date, exceptions: dict[date, bool], expected: tuple[date, str, date]
) -> None:
    found = upcoming(kind, today, exceptions)

    assert (found.first, found.label, found.held_on) == expected


@given(
    st.dates(date(2019, 1, 1), date(2035, 12, 1)),
    st.sampled_from(["consultation", "dispatch"]),
    st.dictionaries(st.dates(date(2019, 1, 1), date(2035, 12, 31)), st.booleans(), max_size=5),
)
def test_a_meeting_is_held_within_its_period_and_is_never_past(
    today: date, kind: str, exceptions: dict[date, bool]
) -> None:
    found = upcoming(kind, today, exceptions)

    assert found.first <= found.held_on <= found.last
    assert found.held_on >= today
    assert found == Occurrence(*(getattr(occurrence(kind, found.first, exceptions), n) for n in Occurrence.__slots__))
