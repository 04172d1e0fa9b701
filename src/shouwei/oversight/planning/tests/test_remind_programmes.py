"""The clock reminds: of programmes, of goals; once each, whatever happens to the clock."""

from datetime import date

import pytest
from tests.cast import Cast

from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import AnnualGoal, Plan
from shouwei.oversight.planning.workflows.remind_goals import remind_goals
from shouwei.oversight.planning.workflows.remind_programmes import remind_programmes

from .programme_stories import submitted


@pytest.fixture(autouse=True)
def _quiet(plan: Plan) -> None:
    Notice.objects.all().delete()


def told() -> list[tuple[int, str]]:
    return list(Notice.objects.order_by("pk").values_list("to", "text"))


def test_a_week_before_the_day_before_and_the_day_after(plan: Plan, cast: Cast) -> None:
    submitted(plan, cast, 1)
    Notice.objects.all().delete()
    days = [date(2026, 3, day) for day in range(3, 32)]

    left = {day.day: remind_programmes(day) for day in days}

    assert {day: count for day, count in left.items() if count} == {15: 2, 21: 2, 23: 2}
    assert [text for to, text in told() if to == cast.li.pk] == [
        "贵部门还有1项任务的工作方案未报送，期限2026年3月22日，还有7天。",
        "贵部门还有1项任务的工作方案未报送，期限2026年3月22日，请今明两日内报送。",
        "贵部门1项任务的工作方案已过期限2026年3月22日，逾期未报送的列入会商议题，请尽快报送。",
    ]


def test_running_twice_tells_once_even_when_it_was_read(plan: Plan, cast: Cast) -> None:
    day = date(2026, 3, 15)
    first = remind_programmes(day)
    Notice.objects.update(read_at="2026-03-15T08:00:00Z")

    assert (first, remind_programmes(day), Notice.objects.count()) == (2, 0, 2)


def test_history_raises_no_alarm(plan: Plan, cast: Cast) -> None:
    Plan.objects.update(supervised_from=date(2026, 9, 1))

    assert (remind_programmes(date(2026, 9, 2)), told()) == (0, [])


def test_a_closed_plan_reminds_nobody(plan: Plan, cast: Cast) -> None:
    Plan.objects.update(closed_on=date(2026, 3, 10))

    assert (remind_programmes(date(2026, 3, 15)), remind_goals(date(2026, 3, 15)), told()) == (0, 0, [])


def test_a_missing_goal_is_asked_for_once_a_month(plan: Plan, cast: Cast) -> None:
    days = [date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 20), date(2026, 5, 2)]

    left = [remind_goals(day) for day in days]

    sentence = f"《{plan.title}》有1项长期任务的2026年度工作目标待贵部门确立，尚未确立，在此之前按逾期计。"
    assert (left, told()) == ([1, 0, 0, 1], [(cast.zhou.pk, sentence), (cast.zhou.pk, sentence)])


def test_from_mid_december_the_next_year_is_asked_for(plan: Plan, cast: Cast) -> None:
    AnnualGoal.objects.create(
        task=plan.tasks.get(number=3), year=2026, text="全年招聘十二场以上", set_on=date(2026, 3, 2)
    )

    left = [remind_goals(date(2026, 12, day)) for day in (14, 15, 31)]

    assert (left, told()) == (
        [0, 1, 0],
        [(cast.zhou.pk, f"《{plan.title}》有1项长期任务的2027年度工作目标待贵部门确立，请于年底前确立。")],
    )
