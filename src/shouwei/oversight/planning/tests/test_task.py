"""One task: its facts, the duties each may open, its papers and its history."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.models import StoredFile
from shouwei.oversight.planning.models import Evidence, Plan
from shouwei.oversight.planning.queries.task_papers import duty_rows

DAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("li", 200), ("zhou", 200), ("lin", 200), ("he", 200), ("guan", 403), (None, 302)],
)
def test_who_opens_a_task(client: Client, cast: Cast, plan: Plan, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast[who].user)

    assert client.get(plan.tasks.get(number=1).get_absolute_url()).status_code == status


@pytest.mark.parametrize(
    ("who", "opened"),
    [
        ("chen", ["北辰职校", "南岭职校"]),
        ("li", ["北辰职校", "南岭职校"]),  # leads it
        ("zhou", []),  # leads another
        ("lin", ["北辰职校"]),
        ("he", []),
    ],
)
def test_duties_one_may_not_open_keep_only_their_state(cast: Cast, plan: Plan, who: str, opened: list[str]) -> None:
    task = plan.tasks.get(number=1)
    task.duties.update(percent=40, last_reported_on=DAY)

    rows = duty_rows(task, cast[who], DAY, [])

    assert [row.member for row in rows] == ["北辰职校", "南岭职校"]
    assert [row.member for row in rows if row.pk] == opened
    told = {row.member: (row.percent, row.reported_on, row.light.state, bool(row.light.why)) for row in rows}
    assert told == {
        member: (40, DAY, "normal", True) if member in opened else (None, None, "normal", False)
        for member in ("北辰职校", "南岭职校")
    }


def test_wording_numbers_and_notes_of_the_document_are_told(client: Client, cast: Cast, plan: Plan) -> None:
    task = plan.tasks.get(number=1)
    task.table_text, task.note, task.printed_number = "修订规划。", "正文另有一句。", "（三）"
    task.save()
    client.force_login(cast.lin.user)

    said = client.get(task.get_absolute_url()).content.decode()

    for sentence in ("修订规划。", "与正文不一致，以正文为准", "正文另有一句。", "（三）", "引用原文时用印制序号"):
        assert sentence in said


def test_a_missing_annual_goal_is_said(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.zhou.user)

    said = client.get(plan.tasks.get(number=3).get_absolute_url()).content.decode()

    assert "2026年度目标尚未确立，在此之前任务按逾期计" in said


def test_evidence_is_listed_for_those_who_may_see_it(client: Client, cast: Cast, plan: Plan) -> None:
    task = plan.tasks.get(number=1)
    file = StoredFile.objects.create(sha256="0" * 64, name="课程表.pdf", media_type="application/pdf", size=9)
    Evidence.objects.create(
        duty=task.duties.get(organisation=cast.north), file=file, attached_on=DAY, attached_by=cast.wu
    )

    def seen(who: str) -> list[str]:
        client.force_login(cast[who].user)
        return [item["name"] for item in client.get(task.get_absolute_url()).context["evidence"]]

    assert {who: seen(who) for who in ("chen", "li", "lin", "zhao", "zhou")} == {
        "chen": ["课程表.pdf"],
        "li": ["课程表.pdf"],
        "lin": ["课程表.pdf"],
        "zhao": [],
        "zhou": [],
    }


def test_history_is_paged_and_a_sister_reads_only_her_own(client: Client, cast: Cast, plan: Plan) -> None:
    task = plan.tasks.get(number=1)
    for _ in range(21):
        record(by=cast.lin, what="报送进展", on=task.duties.get(organisation=cast.north), about=task)
    client.force_login(cast.li.user)
    page = client.get(task.get_absolute_url() + "?page=2").context["history"]
    client.force_login(cast.zhao.user)
    hers = client.get(task.get_absolute_url()).context["history"]

    assert (page.paginator.count, len(page), len(hers)) == (21, 1, 0)


@pytest.mark.parametrize(("shown", "listed", "said"), [(2, 2, True), (3, 3, True), (4, 3, False)])
def test_a_long_history_is_cut_and_says_so(
    client: Client, cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch, shown: int, listed: int, said: bool
) -> None:
    monkeypatch.setattr("shouwei.oversight.planning.pages.task.HISTORY_SHOWN", shown)
    task = plan.tasks.get(number=1)
    duty = task.duties.get(organisation=cast.north)
    record(by=cast.chen, what="调整任务", on=task)
    record(by=cast.chen, what="归档", on=task, about=task)
    record(by=cast.lin, what="报送进展", on=duty, about=task)
    record(by=cast.lin, what="与任务无关", on=duty)
    client.force_login(cast.li.user)

    page = client.get(task.get_absolute_url())

    assert (page.context["history"].paginator.count, len(page.context["history"])) == (listed, listed)
    assert ("只列最近" in page.content.decode()) is said


@pytest.mark.parametrize("number", [1, 2])
def test_duties_cost_two_queries(
    cast: Cast, plan: Plan, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    task = plan.tasks.select_related("plan").get(number=number)

    with django_assert_num_queries(2):
        duty_rows(task, cast.lin, DAY, [])
