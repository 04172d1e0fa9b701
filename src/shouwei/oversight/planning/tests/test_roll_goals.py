"""The turn of the year: all or nothing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from shouwei.oversight.planning.models import AnnualGoal, Plan, Task
from shouwei.oversight.planning.workflows.roll_goals import GoalWords, Rolled, RowsRefused, roll_goals

OLD = "全年举办校园招聘12场，参加企业200家次。"
NEW = "全年举办校园招聘15场，参加企业260家次。"
REVIEW = "举办招聘13场，超额完成。"
DAY = date(2026, 12, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


@pytest.fixture
def tasks(plan: Plan) -> list[Task]:
    """Three 长期 tasks of one department, two with a goal for 2026."""
    first = plan.tasks.get(number=3)
    more = [
        Task.objects.create(
            plan=plan, area=first.area, number=n, text=f"长期任务{n}", lead=first.lead, deadline_kind="long_term"
        )
        for n in (4, 5)
    ]
    for task in (first, more[0]):
        AnnualGoal.objects.create(task=task, year=2026, text=OLD, set_on=date(2026, 3, 2))
    return [first, *more]


def goals() -> list[tuple[Any, ...]]:
    columns = ("task__number", "year", "text", "reached", "review")
    return list(AnnualGoal.objects.order_by("task__number", "year").values_list(*columns))


UNTOUCHED = [(3, 2026, OLD, None, ""), (4, 2026, OLD, None, "")]


def test_last_year_is_judged_and_the_new_one_set_together(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    rows = [
        GoalWords(tasks[0].pk, NEW, reached=True, review=REVIEW),
        GoalWords(tasks[1].pk, None, reached=False, review="企业参加不足，只完成9场。"),
        GoalWords(tasks[2].pk, NEW),
    ]

    rolled = roll_goals(plan, year=2027, rows=rows, by=cast.zhou, today=DAY)

    assert rolled == Rolled(set=2, judged=2)
    assert goals() == [
        (3, 2026, OLD, True, REVIEW),
        (3, 2027, NEW, None, ""),
        (4, 2026, OLD, False, "企业参加不足，只完成9场。"),
        (5, 2027, NEW, None, ""),
    ]


def test_one_refused_row_holds_back_all(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    rows = [
        GoalWords(tasks[0].pk, NEW, reached=True, review=REVIEW),
        GoalWords(tasks[1].pk, "继续推进", reached=False, review=""),
        GoalWords(tasks[2].pk, None, reached=True, review=REVIEW),
    ]

    with pytest.raises(RowsRefused) as refusal:
        roll_goals(plan, year=2027, rows=rows, by=cast.zhou, today=DAY)

    assert refusal.value.reasons == {
        tasks[1].pk: [
            "年度工作目标只有4字，难以评定，请写明内容、数量和时间，至少10字。",
            "请填写2026年度小结。",
        ],
        tasks[2].pk: ["2026年度没有设目标，无从评定。"],
    }
    assert goals() == UNTOUCHED


def test_tasks_of_other_plans_are_ignored(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    other = Plan.objects.create(
        title="另一方案", issued_on=DAY, first_year=2026, last_year=2028, supervised_from=plan.supervised_from
    )

    rolled = roll_goals(other, year=2027, rows=[GoalWords(tasks[0].pk, NEW)], by=cast.zhou, today=DAY)

    assert (rolled, goals()) == (Rolled(0, 0), UNTOUCHED)


@pytest.mark.parametrize(
    ("who", "status", "lines"),
    [("chen", 200, 3), ("zhou", 200, 3), ("li", 200, 0), ("lin", 403, None), ("fang", 403, None), (None, 302, None)],
)
def test_who_sees_which_rows(
    client: Client, plan: Plan, cast: Cast, tasks: list[Task], who: str | None, status: int, lines: int | None
) -> None:
    if who:
        client.force_login(cast[who].user)

    answer = client.get(reverse("planning:roll_goals", args=[plan.pk, 2027]))

    assert answer.status_code == status
    if lines is not None:
        assert len(answer.context["lines"]) == lines


def test_last_years_goal_is_the_beginning_of_the_new_one(
    client: Client, plan: Plan, cast: Cast, tasks: list[Task]
) -> None:
    client.force_login(cast.zhou.user)

    lines = client.get(reverse("planning:roll_goals", args=[plan.pk, 2027])).context["lines"]

    assert [(line.text, line.ticked, line.judges) for line in lines] == [
        (OLD, True, True),
        (OLD, True, True),
        ("", True, False),
    ]


@pytest.mark.parametrize(("today", "judging"), [("2026-12-14", False), ("2026-12-15", True)])
def test_the_judging_opens_in_the_middle_of_december(
    client: Client,
    plan: Plan,
    cast: Cast,
    tasks: list[Task],
    monkeypatch: pytest.MonkeyPatch,
    today: str,
    judging: bool,
) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", today)
    client.force_login(cast.zhou.user)

    page = client.get(reverse("planning:roll_goals", args=[plan.pk, 2027])).content.decode()

    assert (f'name="reached-{tasks[0].pk}"' in page, "自2026年12月15日起评定。" in page) == (judging, not judging)


def test_another_departments_task_cannot_be_slipped_in(
    client: Client, plan: Plan, cast: Cast, tasks: list[Task]
) -> None:
    client.force_login(cast.li.user)
    pk = tasks[0].pk

    client.post(reverse("planning:roll_goals", args=[plan.pk, 2027]), {f"set-{pk}": "on", f"text-{pk}": NEW})

    assert goals() == UNTOUCHED


def test_a_refusal_stands_at_its_row_and_the_words_stay(
    client: Client, plan: Plan, cast: Cast, tasks: list[Task]
) -> None:
    client.force_login(cast.zhou.user)
    pk = tasks[0].pk
    sent = {f"set-{pk}": "on", f"text-{pk}": "继续", f"reached-{pk}": "yes", f"review-{pk}": REVIEW}

    answer = client.post(reverse("planning:roll_goals", args=[plan.pk, 2027]), sent)

    line = answer.context["lines"][0]
    assert (line.text, line.review, line.reached, line.reasons) == (
        "继续",
        REVIEW,
        "yes",
        ["年度工作目标只有2字，难以评定，请写明内容、数量和时间，至少10字。"],
    )
    assert goals() == UNTOUCHED


def test_what_is_left_empty_is_left_for_later_and_counted(
    client: Client, plan: Plan, cast: Cast, tasks: list[Task]
) -> None:
    client.force_login(cast.zhou.user)
    first, second, third = (task.pk for task in tasks)
    sent = {
        f"set-{first}": "on",
        f"text-{first}": NEW,
        f"text-{second}": NEW,
        f"set-{third}": "on",
        f"text-{third}": "",
    }

    answer = client.post(reverse("planning:roll_goals", args=[plan.pk, 2027]), sent, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "已确立2027年度目标1项，评定2026年度目标0项。还有2项2027年度目标未确立。"
    ]
    assert goals() == [(3, 2026, OLD, None, ""), (3, 2027, NEW, None, ""), (4, 2026, OLD, None, "")]


@pytest.mark.parametrize(("year", "status"), [(2025, 404), (2026, 200), (2028, 200), (2029, 200), (2030, 404)])
def test_the_years_of_the_plan_and_one_to_judge_the_last(
    client: Client, plan: Plan, cast: Cast, tasks: list[Task], year: int, status: int
) -> None:
    client.force_login(cast.chen.user)

    assert client.get(reverse("planning:roll_goals", args=[plan.pk, year])).status_code == status


@pytest.mark.parametrize("who", ["chen", "zhou", "lin"])
def test_the_overview_asks_as_often_for_one_task_as_for_three(
    client: Client,
    plan: Plan,
    cast: Cast,
    tasks: list[Task],
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
) -> None:
    client.force_login(cast[who].user)
    address = reverse("planning:goals", args=[plan.pk])
    with django_assert_max_num_queries(16) as counted:
        client.get(address)
    three = len(counted)
    Task.objects.filter(number__in=[4, 5]).update(stopped_on=DAY)

    with django_assert_num_queries(three):
        rows = client.get(address).context["page"].object_list

    assert [row.task.number for row in rows] == [3]


def test_characters_nobody_can_see_are_not_kept(client: Client, plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    client.force_login(cast.zhou.user)
    pk = tasks[0].pk

    sent = {
        f"set-{pk}": "on",
        f"text-{pk}": f"\u202e{NEW}\x00",
        f"reached-{pk}": "yes",
        f"review-{pk}": f"{REVIEW}\u2066",
    }
    answer = client.post(reverse("planning:roll_goals", args=[plan.pk, 2027]), sent)

    kept = AnnualGoal.objects.filter(task=pk).order_by("year").values_list("year", "text", "review")
    assert (answer.status_code, list(kept)[-1][1], list(kept)[-2][2]) == (302, NEW, REVIEW)
