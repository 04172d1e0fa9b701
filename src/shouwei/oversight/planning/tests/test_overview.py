"""The plan at one look."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.ground.audit.workflows.record import record
from shouwei.oversight.planning.models import Decision, Duty, Meeting, Plan
from shouwei.oversight.planning.queries.task_lists import task_rows
from shouwei.oversight.planning.queries.timeline import Entry, entries_between

DAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("li", 200), ("lin", 200), ("wu", 200), ("shen", 200), ("guan", 403), (None, 302)],
)
def test_who_opens_the_overview(client: Client, cast: Cast, plan: Plan, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast[who].user)

    assert client.get(plan.get_absolute_url()).status_code == status


def test_figures_lead_to_their_rows(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.fang.user)

    page = client.get(plan.get_absolute_url())

    assert [(count.light.label, count.tasks, count.url) for count in page.context["counts"]] == [
        ("逾期", 1, f"/planning/plans/{plan.pk}/tasks/?state=overdue"),
        ("滞后", 2, f"/planning/plans/{plan.pk}/tasks/?state=behind"),
    ]
    assert [row.number for row in page.context["alarms"]] == [3, 2, 1]
    assert [(lead["label"], lead["value"], lead["note"]) for lead in page.context["leads"]] == [
        ("专业建设部", 2, "逾期、滞后2项"),
        ("招生就业部", 1, "逾期、滞后1项"),
    ]


def test_a_target_is_shown_as_promised_and_its_value_as_not_yet_known(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.lin.user)

    said = client.get(plan.get_absolute_url()).content.decode()

    assert "暂无数据" in said
    assert "承诺值：≥ 70%" in said
    assert "原文：本地就业率达到70%以上" in said


def test_what_falls_due_is_what_the_identity_may_see(cast: Cast, plan: Plan) -> None:
    meeting = Meeting.objects.create(
        plan=plan, kind="dispatch", period_first=DAY, period_label="2026年6月中旬", held_on=date(2026, 6, 12)
    )
    decision = Decision.objects.create(
        meeting=meeting, text="南岭提交报告", organisation=cast.south, due_on=date(2026, 6, 15)
    )
    Duty.objects.filter(task__number=2, organisation=cast.south).update(due_on=date(2026, 7, 1))
    rows = task_rows(plan, DAY)
    two = rows[1]
    task = Entry(date(2026, 6, 30), "任务期限", f"任务2 {two.text}", f"/planning/tasks/{two.pk}/", "behind")
    duty = Duty.objects.get(task=two.pk, organisation=cast.south)
    moved = Entry(date(2026, 7, 1), "延期后期限", "任务2 南岭职校", f"/planning/duties/{duty.pk}/")
    meets = Entry(date(2026, 6, 12), "会议", "2026年6月中旬调度", f"/planning/meetings/{meeting.pk}/")
    decided = Entry(date(2026, 6, 15), "议定事项", "南岭提交报告", f"/planning/decisions/{decision.pk}/")

    def seen(who: str) -> list[Entry]:
        return entries_between(plan, rows, cast[who], DAY, date(2026, 7, 10), DAY)

    assert seen("chen") == [meets, decided, task, moved]
    assert seen("zhao") == [decided, task, moved]
    assert seen("lin") == [task]
    assert seen("li") == [meets, decided, task, moved]


def test_the_reason_a_sister_organisation_was_returned_is_not_news_for_all(
    client: Client, cast: Cast, plan: Plan
) -> None:
    task = plan.tasks.get(number=1)
    duty = task.duties.get(organisation=cast.south)
    record(by=cast.li, what="退回进展", on=duty, about=task, why="数据有误")
    record(by=cast.lin, what="报送进展", on=task.duties.get(organisation=cast.north), about=task)
    record(by=cast.chen, what="修改任务", on=task, about=task)

    def seen(who: str) -> list[str]:
        client.force_login(cast[who].user)
        events: list[Event] = client.get(plan.get_absolute_url()).context["events"]
        return [event.what for event in events]

    assert seen("chen") == ["修改任务", "报送进展", "退回进展"]
    assert seen("lin") == ["修改任务", "报送进展"]
    assert seen("zhao") == ["修改任务"]
