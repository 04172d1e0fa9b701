"""Edits in the preview: a new draft each time, nothing else touched."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import small_draft

from shouwei.oversight.planning.rules.drafts import (
    Gaps,
    gaps_of,
    names_in,
    with_facts,
    with_gaps_filled,
    with_new_task,
    with_task,
    without_task,
)
from shouwei.oversight.planning.rules.publishing import may_carry_out


def test_names_are_split_at_any_separator_and_kept_once() -> None:
    assert names_in("甲部、乙校，丙厂；甲部\n丁园") == ["甲部", "乙校", "丙厂", "丁园"]


def test_facts_are_corrected_and_the_rest_stays() -> None:
    draft = small_draft()

    assert with_facts(draft, {"issuer": " 新机关 ", "doc_number": ""}) == {
        **draft,
        "issuer": "新机关",
        "doc_number": None,
    }


def test_a_deadline_that_was_touched_is_read_again() -> None:
    draft = small_draft()
    task = draft["tasks"][0]

    edited = with_task(
        draft,
        1,
        area="新的一类",
        text="新内容。",
        lead="专业建设部、招生就业部",
        implementers="各成员学校",
        deadline="2027.1",
    )

    assert edited["tasks"][0] == {
        **task,
        "area": "新的一类",
        "text": "新内容。",
        "lead": ["专业建设部", "招生就业部"],
        "deadline": "2027.1",
        "deadline_rule": {"kind": "month", "due": "2027-01-31", "trigger": None},
    }
    assert edited["tasks"][1:] == draft["tasks"][1:]
    assert edited["areas"] == ["优化专业结构", "促进本地就业", "新的一类"]


def test_a_deadline_left_alone_keeps_its_rule() -> None:
    draft = small_draft()
    task = draft["tasks"][2]

    edited = with_task(
        draft,
        3,
        area=task["area"],
        text=task["text"],
        lead="招生就业部",
        implementers="各成员学校、各成员企业",
        deadline="长期",
    )

    assert edited == draft


def test_lines_are_added_and_dropped_and_the_printed_numbers_stay() -> None:
    longer = with_new_task(small_draft(), 1)
    shorter = without_task(longer, 1)

    assert [(task["no"], task["printed_no"]) for task in longer["tasks"]] == [(1, "1"), (2, None), (3, "2"), (4, "3")]
    assert [(task["no"], task["printed_no"]) for task in shorter["tasks"]] == [(1, None), (2, "2"), (3, "3")]


def with_gaps() -> dict[str, Any]:
    """1 lacks everything, 2 its lead behind two bodies and the year of its deadline, 3 nothing, 4 its lead behind all schools."""
    draft = small_draft()
    first, second, third = draft["tasks"]
    none = {"kind": "none", "due": None, "trigger": None}
    bare = {**first, "lead": [], "implementers": [], "deadline": None, "deadline_rule": none}
    listed = {**second, "lead": [], "implementers": ["甲校", "乙校"], "deadline": "6月底前", "deadline_rule": none}
    schools = {**third, "no": 4, "lead": [], "implementers": ["各成员学校"]}
    return {**draft, "tasks": [bare, listed, third, schools]}


def test_gaps_are_told_apart_by_what_fills_them() -> None:
    assert gaps_of(with_gaps()) == Gaps(lead=(1, 2, 4), year=(2,), deadline=(1,))
    assert not gaps_of(small_draft())


def test_gaps_are_filled_and_what_was_printed_stays() -> None:
    filled = with_gaps_filled(with_gaps(), first_leads=True, lead="专业建设部", year=2026, deadline="2026.12")

    seen = [(t["lead"], t["implementers"], t["deadline"], t["deadline_rule"]["due"]) for t in filled["tasks"]]
    assert seen == [
        (["专业建设部"], [], "2026.12", "2026-12-31"),
        (["甲校"], ["乙校"], "2026年6月底前", "2026-06-30"),
        (["招生就业部"], ["各成员学校", "各成员企业"], "长期", None),
        (["专业建设部"], ["各成员学校"], "长期", None),
    ]
    assert not gaps_of(filled)


def test_only_what_is_said_is_filled() -> None:
    assert with_gaps_filled(with_gaps(), first_leads=False, lead="", year=None, deadline=" ") == with_gaps()


def test_what_is_missing_is_said_for_all_tasks_at_once() -> None:
    assert may_carry_out(with_gaps()).reason == (
        "任务1、2、4没有牵头部门，请填写牵头部门。任务1、2没有完成时限，请填写日期、年月或“长期”。"
    )


@pytest.mark.parametrize(
    ("printed", "dated", "due"),
    [
        ("6月底前", "2026年6月底前", "2026-06-30"),
        ("年底前", "2026年底前", "2026-12-31"),
        ("一季度", "2026年一季度", "2026-03-31"),
        ("上半年", "2026年上半年", "2026-06-30"),
        ("6-8月", "2026年6-8月", "2026-08-31"),
        ("第一、三季度", "2026年第一、三季度", "2026-09-30"),
    ],
)
def test_a_year_is_put_before_a_deadline_that_names_none(printed: str, dated: str, due: str) -> None:
    draft = with_gaps()
    draft["tasks"][1]["deadline"] = printed

    task = with_gaps_filled(draft, first_leads=False, lead="", year=2026, deadline="")["tasks"][1]

    assert (task["deadline"], task["deadline_rule"]["due"]) == (dated, due)
