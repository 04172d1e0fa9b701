"""The goal of one year of one 长期 task."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import AnnualGoal, Plan, Task
from shouwei.oversight.planning.queries.lights import task_lights
from shouwei.oversight.planning.workflows.set_goal import set_goal

GOAL = "全年举办校园招聘12场，参加企业200家次。"
DAY = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


def long_term_task(plan: Plan) -> Task:
    return plan.tasks.get(number=3)


@pytest.mark.parametrize(
    ("who", "status", "goals"),
    [
        ("zhou", 302, [(2026, GOAL)]),
        ("chen", 302, [(2026, GOAL)]),
        ("li", 404, []),  # leads other tasks
        ("lin", 403, []),
        ("fang", 403, []),
        (None, 302, []),
    ],
)
def test_who_sets_goals(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, goals: list[Any]) -> None:
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:set_goal", args=[long_term_task(plan).pk]), {"year": "2026", "text": GOAL})

    assert (answer.status_code, list(AnnualGoal.objects.values_list("year", "text"))) == (status, goals)


def test_a_goal_takes_the_red_away_and_the_members_are_told(plan: Plan, cast: Cast) -> None:
    task = long_term_task(plan)
    before = task_lights([task], DAY)[task.pk].light.state

    set_goal(task, year=2026, text=GOAL, by=cast.zhou, today=DAY)

    told = Notice.objects.filter(key=f"goal:{task.pk}:2026").order_by("to").values_list("to", flat=True)
    assert (before, task_lights([task], DAY)[task.pk].light.state) == ("overdue", "not_started")
    assert list(told) == sorted([cast.lin.pk, cast.wu.pk, cast.zhao.pk, cast.he.pk])


def test_a_change_keeps_both_wordings_in_the_trail(plan: Plan, cast: Cast) -> None:
    task = long_term_task(plan)
    set_goal(task, year=2026, text=GOAL, by=cast.zhou, today=DAY)

    set_goal(task, year=2026, text=GOAL + "签约率达到60%。", by=cast.zhou, today=date(2026, 5, 1))
    set_goal(task, year=2026, text=GOAL + "签约率达到60%。", by=cast.zhou, today=date(2026, 6, 1))  # the same again

    written = Event.objects.filter(on_type="planning.annualgoal").order_by("pk").values_list("what", "changes")
    assert list(written) == [
        ("确立年度目标", {"年度工作目标": [None, GOAL]}),
        ("修改年度目标", {"年度工作目标": [GOAL, GOAL + "签约率达到60%。"]}),
    ]


@pytest.mark.parametrize(("number", "text"), [(1, GOAL), (3, "抓好落实")])
def test_what_is_refused_is_not_written(plan: Plan, cast: Cast, number: int, text: str) -> None:
    before = Notice.objects.count(), Event.objects.count()

    with pytest.raises(Refused):
        set_goal(plan.tasks.get(number=number), year=2026, text=text, by=cast.chen, today=DAY)

    assert (AnnualGoal.objects.count(), Notice.objects.count(), Event.objects.count()) == (0, *before)


def test_what_was_typed_stays_when_it_is_refused(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.zhou.user)

    answer = client.post(
        reverse("planning:set_goal", args=[long_term_task(plan).pk]), {"year": "2026", "text": "抓好落实"}
    )

    form = answer.context["form"]
    assert (form["text"].value(), form.non_field_errors()) == (
        "抓好落实",
        ["年度工作目标只有4字，难以评定，请写明内容、数量和时间，至少10字。"],
    )


def test_a_dated_task_sends_back_with_the_reason(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.chen.user)
    task = plan.tasks.get(number=1)

    answer = client.get(reverse("planning:set_goal", args=[task.pk]))

    assert (answer.status_code, answer.headers["Location"]) == (302, task.get_absolute_url())
