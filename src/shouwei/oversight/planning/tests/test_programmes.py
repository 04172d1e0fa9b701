"""The status of all programmes on one page, and the page of one."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from shouwei.oversight.planning.models import Plan, Task
from shouwei.oversight.planning.queries.programmes import Totals
from shouwei.oversight.planning.workflows.return_part import return_part

from .programme_stories import DAY, part_of_north, programme_of, registered, submitted, write


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-03-25")


def test_the_list_counts_what_came_and_what_is_late(client: Client, plan: Plan, cast: Cast) -> None:
    registered(plan, cast, 1)
    write(programme_of(plan, 2), by=cast.li, rows=2)
    part_of_north(plan, cast, 2)
    client.force_login(cast.chen.user)

    context = client.get(reverse("planning:programmes", args=[plan.pk])).context

    assert [
        (
            row.task.number,
            row.leads,
            row.programme.state,
            row.standing.late,
            row.measures,
            row.parts_in,
            row.parts_missing,
        )
        for row in context["page"].object_list
    ] == [
        (1, "专业建设部", "registered", 0, 1, 0, 2),
        (2, "专业建设部", "draft", 3, 2, 1, 2),
        (3, "招生就业部", "draft", 3, 0, 0, 3),
    ]
    assert context["totals"] == Totals(tasks=3, sent=1, registered=1, late_unsent=2, late_sent=0, measures=3)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3]),
        ("?state=submitted", [1]),
        ("?state=late", [2, 3]),
        ("?state=draft", [2, 3]),
        ("?lead={zhou}", [3]),
        ("?lead={li}&state=late", [2]),
        ("?lead=nobody", []),
        ("?state=unheard", []),
    ],
)
def test_the_filters_stand_in_the_address(
    client: Client, plan: Plan, cast: Cast, query: str, numbers: list[int]
) -> None:
    submitted(plan, cast, 1)
    client.force_login(cast.chen.user)
    asked = query.format(li=cast.li.organisation_id, zhou=cast.zhou.organisation_id)

    rows = client.get(reverse("planning:programmes", args=[plan.pk]) + asked).context["page"].object_list

    assert [row.task.number for row in rows] == numbers


def test_a_member_sees_its_own_tasks_and_its_own_parts(client: Client, plan: Plan, cast: Cast) -> None:
    part_of_north(plan, cast, 2)
    client.force_login(cast.wu.user)

    rows = client.get(reverse("planning:programmes", args=[plan.pk])).context["page"].object_list

    assert [(row.task.number, row.own_part) for row in rows] == [(1, "未编写"), (2, "待牵头部门审核"), (3, "未编写")]


@pytest.mark.parametrize(
    ("who", "listed", "opened"),
    [
        ("chen", 200, 200),
        ("fang", 200, 200),
        ("li", 200, 200),
        ("zhou", 200, 200),
        ("lin", 200, 200),
        ("he", 200, 404),  # task 1 concerns schools only
        ("shen", 200, 200),
        ("guan", 403, 403),
        (None, 302, 302),
    ],
)
def test_who_reads(client: Client, plan: Plan, cast: Cast, who: str | None, listed: int, opened: int) -> None:
    if who:
        client.force_login(cast[who].user)

    list_of = client.get(reverse("planning:programmes", args=[plan.pk]))
    one = client.get(reverse("planning:programme", args=[programme_of(plan).task_id]))

    assert (list_of.status_code, one.status_code) == (listed, opened)


@pytest.mark.parametrize("who", ["chen", "li", "lin"])
def test_the_list_asks_as_often_for_one_row_as_for_three(
    client: Client,
    plan: Plan,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
) -> None:
    submitted(plan, cast, 1)
    client.force_login(cast[who].user)
    address = reverse("planning:programmes", args=[plan.pk])
    with django_assert_max_num_queries(18) as counted:
        client.get(address)
    three = len(counted)
    Task.objects.filter(number__in=[2, 3]).update(stopped_on=DAY)

    with django_assert_num_queries(three):
        rows = client.get(address).context["page"].object_list

    assert [row.task.number for row in rows] == [1]


@pytest.mark.parametrize(
    ("who", "state", "open_steps", "closed_steps"),
    [
        ("li", "draft", ["write"], []),
        ("li", "submitted", [], ["write"]),
        ("chen", "draft", ["write"], []),
        ("chen", "submitted", ["register", "return"], []),
        ("lin", "draft", ["part"], []),
        ("lin", "submitted", [], ["part"]),
        ("zhou", "draft", [], []),
        ("fang", "submitted", [], []),
    ],
)
def test_a_button_is_shown_exactly_where_its_door_opens(
    client: Client, plan: Plan, cast: Cast, who: str, state: str, open_steps: list[str], closed_steps: list[str]
) -> None:
    programme = submitted(plan, cast) if state == "submitted" else programme_of(plan)
    client.force_login(cast[who].user)

    context = client.get(reverse("planning:programme", args=[programme.task_id])).context

    assert [step.name for step in context["open_steps"]] == open_steps
    assert [step.name for step in context["closed_steps"]] == closed_steps


@pytest.mark.parametrize(("who", "reads"), [("li", True), ("chen", True), ("wu", True), ("zhao", False)])
def test_why_a_part_was_returned_is_not_another_members_to_read(
    client: Client, plan: Plan, cast: Cast, who: str, reads: bool
) -> None:
    part = part_of_north(plan, cast)
    return_part(part, because="内部原因示例", by=cast.li, today=DAY)
    client.force_login(cast[who].user)

    page = client.get(reverse("planning:programme", args=[part.programme.task_id]))

    assert ("内部原因示例" in page.content.decode(), "本校修订专业规划" in page.content.decode()) == (reads, reads)
