"""What waits for whom among programmes, parts and goals."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from shouwei.oversight.planning.models import AnnualGoal, Measure, Plan
from shouwei.oversight.planning.queries.programme_todos import todos
from shouwei.oversight.planning.workflows.finish_measure import finish_measure
from shouwei.oversight.planning.workflows.keep_programme_draft import ProgrammeWords
from shouwei.oversight.planning.workflows.register_programme import register_programme
from shouwei.oversight.planning.workflows.return_part import return_part
from shouwei.oversight.planning.workflows.return_programme import return_programme
from shouwei.oversight.planning.workflows.save_programme import save_programme
from shouwei.oversight.planning.workflows.submit_programme import submit_programme

from .programme_stories import DAY, DUE, measure, part_of_north, programme_of, submitted

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


def test_a_registered_measure_stands_on_its_own_desk_from_a_week_before(plan: Plan, cast: Cast) -> None:
    programme = programme_of(plan)
    words = ProgrammeWords(
        "分三步推进。", [measure(cast.north.pk, due_on="2026-05-31"), measure(cast.li.organisation_id)]
    )
    save_programme(programme, words=words, edition=programme.edition, by=cast.li)
    submit_programme(programme, by=cast.li, today=DAY)
    due = date(2026, 5, 31)

    def of_measures(who: str, today: date) -> Brief:
        return [each for each in brief(cast, who, today) if each[0] == "measure"]

    assert of_measures("lin", due) == []  # not registered yet: nobody is bound
    register_programme(programme, by=cast.chen, today=DAY)
    told = [("measure", "落实1条举措，完成后登记", due, 1)]
    days = (date(2026, 5, 23), date(2026, 5, 24), date(2026, 6, 30))
    assert [of_measures("wu", day) for day in days] == [[], told, told]
    assert [of_measures(who, due) for who in ("li", "zhao", "chen", "zhou")] == [told, [], [], []]

    finish_measure(Measure.objects.get(organisation=cast.north), finished_on=DAY, by=cast.wu, today=due)

    assert (of_measures("wu", due), of_measures("li", due)) == ([], told)


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


@pytest.mark.parametrize(("who", "queries"), [("li", 10), ("chen", 5), ("lin", 3)])
def test_it_asks_a_constant_number_of_times(
    plan: Plan, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, who: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        todos(cast[who], DAY)
