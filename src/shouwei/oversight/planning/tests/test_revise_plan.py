"""A new version moves the tasks and keeps what members reported."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cast import Cast, row, small_draft

from shouwei.core.verdict import Refused
from shouwei.oversight.planning.models import Duty, Plan, PlanImport, Task
from shouwei.oversight.planning.rules.versions import Change, compare
from shouwei.oversight.planning.workflows.revise_plan import revise_plan

LATER = date(2026, 5, 6)


def second_draft() -> dict[str, Any]:
    """Task 1 has a later date, task 2 is dropped, task 3 stays as a second line, one is new."""
    draft = small_draft()
    first, _, third = draft["tasks"]
    first = {**first, "deadline": "2027.3", "deadline_rule": {"kind": "month", "due": "2027-03-31", "trigger": None}}
    new = row(3, "促进本地就业", "建立毕业生回访制度。", "招生就业部", ["各成员学校"], "2026.11", "2026-11-30")
    return {**draft, "tasks": [first, {**third, "no": 2}, new]}


def revision(plan: Plan, draft: dict[str, Any]) -> PlanImport:
    return PlanImport.objects.create(name="修订稿.docx", draft=draft, as_read=draft, revises=plan)


def test_what_changed_is_told_line_by_line() -> None:
    assert compare(small_draft(), second_draft()) == [
        Change("changed", 1, "修订专业建设规划，形成年度调整方案。", {"完成时限": ("2026.12", "2027.3")}),
        Change("added", 3, "建立毕业生回访制度。", {}),
        Change("removed", 2, "与重点企业共同开发课程。", {}),
    ]


def test_tasks_follow_the_new_document_and_reports_stay(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(task__number=1, organisation=cast.north).update(percent=40)

    revise_plan(
        revision(plan, second_draft()), issued_on=LATER, adopted_by="理事会", note="期限调整", by=cast.chen, today=LATER
    )

    assert list(plan.tasks.values_list("number", "text", "due_on", "stopped_on")) == [
        (1, "修订专业建设规划，形成年度调整方案。", date(2027, 3, 31), None),
        (2, "与重点企业共同开发课程。", date(2026, 6, 30), LATER),
        (3, "常态化开展校园招聘。", None, None),
        (4, "建立毕业生回访制度。", date(2026, 11, 30), None),
    ]
    assert list(Duty.objects.filter(organisation=cast.north).values_list("task__number", "percent", "due_on")) == [
        (1, 40, date(2027, 3, 31)),
        (2, 0, date(2026, 6, 30)),
        (3, 0, None),
        (4, 0, date(2026, 11, 30)),
    ]
    assert plan.tasks.get(number=4).programme.due_on == LATER + timedelta(days=20)
    assert list(plan.versions.values_list("number", "note")) == [(2, "期限调整"), (1, "")]


def test_an_extension_of_ones_own_is_not_overrun_by_the_new_date(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(task__number=1, organisation=cast.south).update(due_on=date(2027, 6, 30))

    revise_plan(
        revision(plan, second_draft()), issued_on=LATER, adopted_by="理事会", note="", by=cast.chen, today=LATER
    )

    assert Duty.objects.get(task__number=1, organisation=cast.south).due_on == date(2027, 6, 30)


def test_a_third_version_still_finds_its_tasks(plan: Plan, cast: Cast) -> None:
    revise_plan(revision(plan, second_draft()), issued_on=LATER, adopted_by="会", note="", by=cast.chen, today=LATER)
    third = second_draft()
    third["tasks"][2]["lead"] = ["专业建设部"]

    revise_plan(revision(plan, third), issued_on=LATER, adopted_by="会", note="", by=cast.chen, today=LATER)

    assert list(Task.objects.filter(plan=plan).values_list("number", "lead__name")) == [
        (1, "专业建设部"),
        (2, "专业建设部"),
        (3, "招生就业部"),
        (4, "专业建设部"),
    ]


def test_a_revision_without_its_date_changes_nothing(plan: Plan, cast: Cast) -> None:
    source = revision(plan, second_draft())

    with pytest.raises(Refused) as refusal:
        revise_plan(source, issued_on=None, adopted_by="会", note="", by=cast.chen, today=LATER)

    assert str(refusal.value) == "请填写印发日期。印发日期决定20天报送期限，系统不代为推定。"
    assert (plan.versions.count(), plan.tasks.count()) == (1, 3)
