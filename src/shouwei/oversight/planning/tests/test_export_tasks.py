"""The 任务分解表 goes out in the official columns and comes back the same."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.ground.documents.reading.child import open_document
from shouwei.oversight.planning.models import Plan, Task
from shouwei.oversight.planning.queries.plan_drafts import draft_of
from shouwei.oversight.planning.rules.plan_reader.draft import TaskDraft
from shouwei.oversight.planning.rules.plan_reader.read import read_plan


def told(task: TaskDraft) -> tuple[object, ...]:
    """What a row of the table says."""
    return (
        task.no,
        task.area,
        task.text,
        task.lead,
        task.implementers,
        task.deadline,
        task.deadline_rule,
        task.remark,
    )


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
def test_it_reads_back_identically(client: Client, cast: Cast, plan: Plan, file_format: str) -> None:
    Task.objects.filter(plan=plan, number=1).update(remark="每年11月底前报送")
    plan.tasks.get(number=2).co_leads.add(cast.zhou.organisation)
    client.force_login(cast.lin.user)

    answer = client.get(f"/planning/plans/{plan.pk}/table.{file_format}")
    read = read_plan(open_document(answer.content, f"任务分解表.{file_format}"))

    assert [told(task) for task in read.tasks] == [told(task) for task in draft_of(plan).tasks]
    assert [task.lead for task in read.tasks] == [("专业建设部",), ("专业建设部", "招生就业部"), ("招生就业部",)]


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("li", 200), ("lin", 200), ("wu", 200), ("shen", 200), ("guan", 403), (None, 302)],
)
def test_who_may_take_it(client: Client, cast: Cast, plan: Plan, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast[who].user)

    assert client.get(f"/planning/plans/{plan.pk}/table.xlsx").status_code == status


def test_other_formats_do_not_exist(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.chen.user)

    assert client.get(f"/planning/plans/{plan.pk}/table.odt").status_code == 404
