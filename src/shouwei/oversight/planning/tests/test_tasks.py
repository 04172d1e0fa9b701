"""The task list: figures, filters in the address, what a member's part shows, and the workbook of the same rows."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.cast import ISSUED, Cast

from shouwei.ground.organisations.models import Organisation
from shouwei.oversight.planning.models import AnnualGoal, Area, Duty, Plan, Task
from shouwei.oversight.planning.pages.task_filters import Wanted, wanted_of
from shouwei.oversight.planning.pages.tasks_xlsx import cells
from shouwei.oversight.planning.queries.lights import task_lights
from shouwei.oversight.planning.queries.task_lists import by_area, by_lead, members_of, task_rows

DAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


def progress(plan: Plan) -> None:
    """North reports 90 % on task 2 and finishes its part of task 1; the enterprise stops its part of task 2."""
    duties = Duty.objects.filter(task__plan=plan)
    duties.filter(task__number=2, organisation__short_name="北辰职校").update(percent=90, last_reported_on=DAY)
    duties.filter(task__number=1, organisation__short_name="北辰职校").update(percent=100, completed_on=DAY)
    duties.filter(task__number=2, organisation__short_name="启明机械").update(stopped_on=DAY)


def test_rows_carry_state_progress_and_counts(plan: Plan) -> None:
    progress(plan)

    rows = task_rows(plan, DAY)

    assert [(r.number, r.light.state, r.light.why, r.percent, r.expected, r.done, r.duties) for r in rows] == [
        (1, "behind", "分担单位：滞后1个，办结1个。", 50, 32, 1, 2),
        (2, "behind", "分担单位：滞后1个，正常1个。", 45, 83, 0, 2),
        (3, "overdue", "分担单位：逾期3个。", 0, None, 0, 3),
    ]


def test_rows_agree_with_the_lights_of_the_tasks(plan: Plan) -> None:
    progress(plan)
    AnnualGoal.objects.create(task=plan.tasks.get(number=3), year=2026, text="两轮。", set_on=ISSUED)
    lights = task_lights(plan.tasks.select_related("plan"), DAY)

    found = {row.pk: (row.light, row.percent, row.duties, row.done) for row in task_rows(plan, DAY)}

    assert found == {pk: (t.light, t.percent, t.duties, t.done) for pk, t in lights.items()}


def test_a_member_is_counted_by_its_own_part(plan: Plan, cast: Cast) -> None:
    progress(plan)

    rows = task_rows(plan, DAY, member=cast.works.pk)

    assert [(r.number, r.light.state, r.percent, r.duties) for r in rows] == [
        (2, "stopped", 0, 0),
        (3, "overdue", 0, 1),
    ]


def test_groups(plan: Plan) -> None:
    progress(plan)
    rows = task_rows(plan, DAY)

    assert [(g.title, len(g.rows), g.percent, g.expected, g.done, g.alarms) for g in by_area(rows)] == [
        ("优化专业结构", 2, 47, 57, 0, 2),
        ("促进本地就业", 1, 0, None, 0, 1),
    ]
    assert [(g.title, len(g.rows)) for g in by_lead(rows)] == [("专业建设部", 2), ("招生就业部", 1)]


def test_members_stand_in_the_order_of_their_pinyin(plan: Plan) -> None:
    assert [name for _, name in members_of(plan)] == ["北辰职校", "南岭职校", "启明机械"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", [1, 2, 3]),
        ("state=overdue", [3]),
        ("state=nonsense", [1, 2, 3]),  # an unreadable filter is dropped
        ("area=x&kind=long_term", [3]),
        ("kind=day", [1, 2]),
        ("within=30", [2]),  # 30 June is 20 days off
        ("within=7", []),
        ("q=校园招聘", [3]),
        ("q=XYZP", [3]),  # initials of 校园招聘
        ("q=2", [2]),  # the number
        ("q=招生就业部", [3]),
        ("sort=-number", [3, 2, 1]),
        ("sort=percent", [3, 2, 1]),
        ("sort=state", [3, 1, 2]),
        ("sort=due", [2, 1, 3]),  # without a day last
        ("sort=nonsense", [1, 2, 3]),
    ],
)
def test_filters(plan: Plan, query: str, kept: list[int]) -> None:
    progress(plan)

    assert [row.number for row in wanted_of(QueryDict(query)).applied_to(task_rows(plan, DAY), DAY)] == kept


def test_filters_by_area_lead_and_co_lead(plan: Plan, cast: Cast) -> None:
    first = plan.tasks.get(number=1)
    first.co_leads.add(cast.zhou.organisation)
    rows = task_rows(plan, DAY)

    assert [r.number for r in Wanted(area=first.area_id).applied_to(rows, DAY)] == [1, 2]
    assert [r.number for r in Wanted(lead=cast.zhou.organisation_id).applied_to(rows, DAY)] == [1, 3]
    assert rows[0].leads == "专业建设部、招生就业部"


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("li", 200), ("lin", 200), ("wu", 200), ("shen", 200), ("guan", 403), (None, 302)],
)
@pytest.mark.parametrize("name", ["tasks/", "tasks.xlsx", "heatmap/", "heatmap.pdf", "gantt/", "calendar/", ""])
def test_who_sees_the_views(client: Client, cast: Cast, plan: Plan, who: str | None, status: int, name: str) -> None:
    if who:
        client.force_login(cast[who].user)

    assert client.get(f"/planning/plans/{plan.pk}/{name}").status_code == status
    if status == 200:
        assert client.get(f"/planning/plans/{plan.pk + 999}/{name}").status_code == 404


def test_the_page_shows_what_the_address_asks_for(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.chen.user)

    answer = client.get(f"/planning/plans/{plan.pk}/tasks/?state=overdue&q=xyzp")

    assert [row.number for row in answer.context["page"]] == [3]
    assert [(chip.label, chip.url) for chip in answer.context["chips"]] == [
        ("“xyzp”", "?state=overdue"),
        ("状态：逾期", "?q=xyzp"),
    ]
    assert "<strong>1</strong> 项任务（共3项）" in answer.content.decode()


def test_nothing_found_says_what_to_do(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.chen.user)

    said = client.get(f"/planning/plans/{plan.pk}/tasks/?q=没有这样的任务").content.decode()

    assert "没有符合条件的任务" in said
    assert "共3项任务，当前条件下为0项" in said


@pytest.mark.parametrize(("who", "percent"), [("chen", 90), ("lin", 90), ("zhao", 45)])
def test_another_members_own_percentage_is_not_told(
    client: Client, cast: Cast, plan: Plan, who: str, percent: int
) -> None:
    progress(plan)
    client.force_login(cast[who].user)

    rows = client.get(f"/planning/plans/{plan.pk}/tasks/?member={cast.north.pk}").context["page"]

    assert [(row.number, row.percent) for row in rows][1] == (2, percent)


def test_the_workbook_holds_exactly_what_is_shown(client: Client, cast: Cast, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=2).update(text="=1+1 是任务内容", printed_number="（二）")
    client.force_login(cast.lin.user)

    answer = client.get(f"/planning/plans/{plan.pk}/tasks.xlsx?kind=day&sort=-number")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    shown = [tuple("" if value is None else value for value in row) for row in sheet.iter_rows(values_only=True)][2:]
    assert shown == [cells(row) for row in reversed(task_rows(plan, DAY)[:2])]
    assert sheet["D3"].data_type == "s"  # a text, not a formula


def grow(plan: Plan, tasks: int) -> None:
    area, lead = Area.objects.filter(plan=plan)[0], Organisation.objects.get(name="专业建设部")
    members = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    for number in range(10, 10 + tasks):
        task = Task.objects.create(
            plan=plan, area=area, number=number, text="新任务", lead=lead, deadline_kind="long_term"
        )
        Duty.objects.bulk_create(Duty(task=task, organisation=member, since=ISSUED) for member in members)


@pytest.mark.parametrize("more", [0, 30])
def test_rows_cost_three_queries_whatever_their_number(
    plan: Plan, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    grow(plan, more)

    with django_assert_num_queries(3):
        assert len(task_rows(plan, DAY)) == 3 + more


@pytest.mark.parametrize("name", ["tasks/", "heatmap/", "gantt/", "calendar/", ""])
def test_no_view_asks_more_for_thirty_tasks_than_for_three(
    client: Client, cast: Cast, plan: Plan, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.chen.user)
    address = f"/planning/plans/{plan.pk}/{name}"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    grow(plan, 30)

    with django_assert_num_queries(len(few)):
        client.get(address)
