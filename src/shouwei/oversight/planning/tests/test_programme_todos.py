"""What waits for whom among programmes, parts and goals."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from shouwei.oversight.planning.models import AnnualGoal, Plan
from shouwei.oversight.planning.queries.programme_todos import todos
from shouwei.oversight.planning.workflows.return_part import return_part
from shouwei.oversight.planning.workflows.return_programme import return_programme

from .programme_stories import DAY, DUE, part_of_north, programme_of, submitted

Brief = list[tuple[str, str, date | None, int]]


def brief(cast: Cast, who: str, today: date) -> Brief:
    return [(todo.kind, todo.label, todo.due_on, todo.count) for todo in todos(cast[who], today)]


@pytest.mark.parametrize(
    ("who", "waiting"),
    [
        ("li", [("programme", "报送2项任务的工作方案和细化举措", DUE, 2)]),
        (
            "zhou",
            [
                ("programme", "报送1项任务的工作方案和细化举措", DUE, 1),
                ("goal", "确立1项长期任务的2026年度工作目标", None, 1),
            ],
        ),
        ("lin", [("part", "为3项任务编写本单位方案和举措", DUE, 3)]),
        ("he", [("part", "为2项任务编写本单位方案和举措", DUE, 2)]),
        ("chen", []),
        ("fang", []),
        ("shen", []),
        ("guan", []),
    ],
)
def test_after_publication(plan: Plan, cast: Cast, who: str, waiting: Brief) -> None:
    assert brief(cast, who, DAY) == waiting


def test_a_part_goes_to_the_lead_and_comes_back(plan: Plan, cast: Cast) -> None:
    part = part_of_north(plan, cast)
    assert brief(cast, "li", DAY)[-1] == ("part_judge", "审核1份成员单位方案", DUE, 1)
    assert brief(cast, "wu", DAY) == [("part", "为2项任务编写本单位方案和举措", DUE, 2)]

    return_part(part, because="缺时间。", by=cast.li, today=DAY)

    assert brief(cast, "wu", DAY)[0] == ("part_returned", "修改任务1的本单位方案", DUE, 1)


def test_the_secretariat_registers_and_presses(plan: Plan, cast: Cast) -> None:
    programme = submitted(plan, cast, 1)
    assert brief(cast, "chen", date(2026, 3, 25)) == [
        ("programme_register", "登记1项任务的工作方案", None, 1),
        ("programme_late", "催报2项逾期未报送的工作方案", DUE, 2),
    ]

    return_programme(programme, because="缺数量。", by=cast.chen, today=DAY)

    assert brief(cast, "li", DAY)[0] == ("programme_returned", "修改任务1的工作方案并重新报送", DUE, 1)


def test_the_turn_of_the_year_falls_to_the_lead(plan: Plan, cast: Cast) -> None:
    AnnualGoal.objects.create(
        task=plan.tasks.get(number=3), year=2026, text="全年招聘十二场以上", set_on=date(2026, 3, 2)
    )
    programme = programme_of(plan, 3)
    programme.state = "registered"
    programme.save()

    assert brief(cast, "zhou", date(2026, 12, 20)) == [
        ("goal", "确立1项长期任务的2027年度工作目标", date(2026, 12, 31), 1),
        ("goal_review", "评定1项长期任务的2026年度目标", None, 1),
    ]


def test_history_waits_for_nobody(plan: Plan, cast: Cast) -> None:
    Plan.objects.update(supervised_from=date(2026, 9, 1))
    day = date(2026, 9, 2)

    assert [brief(cast, who, day) for who in ("li", "lin", "chen")] == [[], [], []]


@pytest.mark.parametrize(("who", "queries"), [("li", 9), ("chen", 4), ("lin", 2)])
def test_it_asks_a_constant_number_of_times(
    plan: Plan, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, who: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        todos(cast[who], DAY)
