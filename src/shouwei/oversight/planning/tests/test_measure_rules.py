"""Measures as typed, and the rules of programmes around them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.planning.rules.measures import (
    MeasureWords,
    all_whole,
    edited,
    problems_of,
    read_day,
    read_row,
    with_part,
    written,
)
from shouwei.oversight.planning.rules.programmes import (
    Standing,
    may_finish,
    may_write_part,
    reminder_stage,
    standing_of,
)

from .programme_stories import measure

DUE = date(2026, 3, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("2026.5.31", date(2026, 5, 31)),
        ("2026/5/31", date(2026, 5, 31)),
        ("2026年5月31日", date(2026, 5, 31)),
        (" 2026 年 5 月 31 日 ", date(2026, 5, 31)),
        ("2026-02-29", None),  # no leap year
        ("5月31日", None),
        ("2026-05", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_offices_write_it(typed: str, day: date | None) -> None:
    assert read_day(typed) == day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert [read_day(day.isoformat()), read_day(f"{day.year}年{day.month}月{day.day}日")] == [day, day]


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, {}),
        ({"owner": " "}, {"owner": "请填写责任人。"}),
        ({"due_on": ""}, {"due_on": "请填写完成日期。"}),
        ({"due_on": "五月底"}, {"due_on": "请按2026-05-31的样子填写日期。"}),
        ({"due_on": "2026-06-30"}, {}),  # exactly the task's day
        (
            {"due_on": "2026-07-01"},  # one day later
            {"due_on": "举措完成日期2026年7月1日晚于任务期限2026年6月30日。请提前，或先为该任务申请延期。"},
        ),
        ({"due_on": "2026-03-02"}, {}),  # the day of issue
        ({"due_on": "2026-03-01"}, {"due_on": "完成日期早于方案印发日期，请更正。"}),
        ({"text": "字" * 300}, {}),
        ({"text": "字" * 301}, {"text": "举措301字，超过300字，请精简。"}),
        ({"organisation": "9"}, {"organisation": "责任单位须为牵头部门或分担本任务的成员单位。"}),
        ({"organisation": ""}, {"organisation": "请填写责任单位。"}),
    ],
)
def test_what_a_row_lacks_is_said_beside_it(changed: dict[str, str], problems: dict[str, str]) -> None:
    row = {**measure(7), **changed}

    found = problems_of(row, task_due_on=date(2026, 6, 30), issued_on=date(2026, 3, 2), organisations={7: "甲部"})

    assert found == problems


def test_the_first_broken_row_is_named() -> None:
    rows = [measure(7), measure(7, deliverable="")]

    verdict = all_whole(rows, task_due_on=None, issued_on=date(2026, 3, 2), organisations={7})

    assert verdict.reason == "第2条举措：请填写成果形式。"


def test_a_member_need_not_name_itself() -> None:
    assert all_whole([measure()], task_due_on=None, issued_on=date(2026, 3, 2), organisations=None)


def test_a_whole_row_is_read() -> None:
    assert read_row(measure(7)) == MeasureWords(
        text="召开专业建设研讨会",
        organisation_id=7,
        owner="李示例",
        due_on=date(2026, 5, 31),
        deliverable="会议纪要1份",
        evidence_rule="盖章扫描件",
    )


def test_blank_rows_are_left_out_even_when_a_member_is_chosen() -> None:
    assert written([{"organisation": "7"}, measure(7), {}]) == [measure(7)]


A, B, BLANK = {"text": "甲"}, {"text": "乙"}, {"text": ""}


@pytest.mark.parametrize(
    ("action", "rows"),
    [
        ("add", [A, B, BLANK]),
        ("drop:0", [B]),
        ("up:1", [B, A]),
        ("down:0", [B, A]),
        ("up:0", [A, B]),  # the first stays
        ("down:1", [A, B]),  # the last stays
        ("drop:2", [A, B]),  # no such row
        ("drop:-1", [A, B]),
        ("drop:", [A, B]),
        ("nonsense:1", [A, B]),
    ],
)
def test_the_buttons_of_the_table(action: str, rows: list[dict[str, str]]) -> None:
    assert edited([A, B], action, blank=BLANK) == rows


@given(st.text(max_size=8))
def test_no_button_can_break_the_table(action: str) -> None:
    assert {row["text"] for row in edited([A, B], action, blank=BLANK)} <= {"甲", "乙", ""}


def test_a_part_is_copied_in_once() -> None:
    first = with_part("总体安排。", [], member="甲校", organisation_id=7, part_text="本校安排。", part_rows=[measure()])
    again = with_part(*first, member="甲校", organisation_id=7, part_text="本校安排。", part_rows=[measure()])

    assert first == again == ("总体安排。\n\n【甲校】\n本校安排。", [measure(7)])


@pytest.mark.parametrize(
    ("sent_on", "today", "standing"),
    [
        (None, DUE, Standing(0, 0, "期限2026年3月22日，还有0天。")),
        (None, date(2026, 3, 15), Standing(0, 7, "期限2026年3月22日，还有7天。")),
        (None, date(2026, 3, 23), Standing(1, None, "期限2026年3月22日，已逾期1天，尚未报送。")),
        (DUE, date(2026, 4, 30), Standing(0, None, "2026年3月22日报送，期限2026年3月22日，按期。")),
        (date(2026, 3, 25), date(2026, 4, 30), Standing(3, None, "2026年3月25日报送，期限2026年3月22日，逾期3天。")),
    ],
)
def test_how_a_programme_stands(sent_on: date | None, today: date, standing: Standing) -> None:
    assert standing_of(due_on=DUE, sent_on=sent_on, supervised_from=date(2026, 3, 2), today=today) == standing


def test_history_is_not_late() -> None:
    standing = standing_of(due_on=DUE, sent_on=None, supervised_from=date(2026, 9, 1), today=date(2026, 9, 2))

    assert (standing.late, standing.left) == (0, None)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 3, 14), None),
        (date(2026, 3, 15), "soon"),  # exactly seven days
        (date(2026, 3, 20), "soon"),
        (date(2026, 3, 21), "last"),
        (date(2026, 3, 22), "last"),  # the day itself, should the clock have stood still the day before
        (date(2026, 3, 23), "late"),
        (date(2026, 5, 1), "late"),
    ],
)
def test_the_latest_reminder_whose_time_has_come(today: date, stage: str | None) -> None:
    assert reminder_stage(DUE, today) == stage


@pytest.mark.parametrize(
    ("state", "done_on", "finished_on", "reason"),
    [
        ("registered", None, DUE, ""),
        ("submitted", None, DUE, "工作方案登记后，才能登记举措完成。"),
        ("registered", date(2026, 3, 1), DUE, "该举措已于2026年3月1日登记完成。"),
        ("registered", None, date(2026, 3, 23), "完成日期2026年3月23日晚于今天2026年3月22日，请更正。"),
    ],
)
def test_when_a_measure_is_finished(state: str, done_on: date | None, finished_on: date, reason: str) -> None:
    verdict = may_finish(programme_state=state, done_on=done_on, finished_on=finished_on, today=DUE)

    assert verdict.reason == reason


@pytest.mark.parametrize(
    ("owes", "programme", "part", "reason"),
    [
        (True, "draft", None, ""),
        (True, "returned", "returned", ""),
        (False, "draft", None, "本单位尚未确认承担该任务，或分担已中止，无需编写本单位方案。"),
        (True, "submitted", None, "牵头部门已报送工作方案，不再接收本单位方案。如需补充，请与牵头部门联系。"),
        (True, "draft", "submitted", "本单位方案已提交，正由牵头部门审核。如需修改，请牵头部门退回。"),
        (True, "draft", "accepted", "本单位方案已被牵头部门采纳，不能再修改。如需调整，请与牵头部门联系。"),
    ],
)
def test_when_a_member_writes(owes: bool, programme: str, part: str | None, reason: str) -> None:
    assert may_write_part(owes=owes, programme_state=programme, part_state=part).reason == reason
