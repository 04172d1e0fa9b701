"""Difficulties: to the secretariat, on to the council, answered with a date."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.oversight.planning.models import Difficulty, Duty, Plan
from shouwei.oversight.planning.queries.difficulties import difficulties_for, difficulties_to_answer
from shouwei.oversight.planning.workflows.answer_difficulty import answer_difficulty
from shouwei.oversight.planning.workflows.escalate_difficulty import escalate_difficulty

RAISED, LATER = date(2026, 3, 20), date(2026, 4, 3)


@pytest.fixture
def difficulty(plan: Plan, cast: Cast) -> Difficulty:
    duty = Duty.objects.get(task__number=1, organisation=cast.north)
    return Difficulty.objects.create(duty=duty, text="缺少3台设备", support_wanted="协调经费", raised_on=RAISED)


def told(cast: Cast, *names: str) -> list[list[str]]:
    return [list(cast[name].notices.exclude(key__startswith="plan:").values_list("text", flat=True)) for name in names]


def test_an_answer_carries_its_date_and_reaches_unit_and_lead(difficulty: Difficulty, cast: Cast) -> None:
    answer_difficulty(difficulty, answer="已列入采购计划", by=cast.chen, today=LATER)

    difficulty.refresh_from_db()
    assert (difficulty.answer, difficulty.answered_on, difficulty.answered_by) == ("已列入采购计划", LATER, cast.chen)
    sentence = ["任务1所反映的困难已有答复：已列入采购计划"]
    assert told(cast, "lin", "wu", "li", "zhao") == [sentence, sentence, sentence, []]


def test_what_the_secretariat_cannot_settle_goes_to_the_council(difficulty: Difficulty, cast: Cast) -> None:
    assert [list(difficulties_to_answer(who)) for who in (cast.chen, cast.fang)] == [[difficulty], []]

    escalate_difficulty(difficulty, by=cast.chen, today=LATER)

    difficulty.refresh_from_db()
    assert (difficulty.level, difficulty.escalated_on) == ("council", LATER)
    assert [list(difficulties_to_answer(who)) for who in (cast.chen, cast.fang)] == [[], [difficulty]]
    assert told(cast, "fang", "wu") == [
        ["秘书处提请研究：北辰职校在任务1中反映的困难。"],
        ["任务1所反映的困难已提请理事会研究。"],
    ]


@pytest.mark.parametrize(
    ("who", "escalated", "status", "answered"),
    [
        ("chen", False, 302, True),
        ("fang", False, 404, False),  # not yet before the council
        ("fang", True, 302, True),
        ("li", True, 403, False),
        ("lin", True, 403, False),
        (None, True, 302, False),
    ],
)
def test_who_may_answer(
    client: Client, difficulty: Difficulty, cast: Cast, who: str | None, escalated: bool, status: int, answered: bool
) -> None:
    if escalated:
        escalate_difficulty(difficulty, by=cast.chen, today=LATER)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:answer_difficulty", args=[difficulty.pk]), {"answer": "同意"})

    difficulty.refresh_from_db()
    assert (answer.status_code, difficulty.answered_on is not None) == (status, answered)


@pytest.mark.parametrize(("who", "status", "level"), [("chen", 302, "council"), ("fang", 403, "secretariat")])
def test_who_may_escalate(
    client: Client, difficulty: Difficulty, cast: Cast, who: str, status: int, level: str
) -> None:
    client.force_login(cast[who].user)

    answer = client.post(reverse("planning:escalate_difficulty", args=[difficulty.pk]))

    difficulty.refresh_from_db()
    assert (answer.status_code, difficulty.level) == (status, level)


def test_a_second_answer_is_refused_in_words(client: Client, difficulty: Difficulty, cast: Cast) -> None:
    answer_difficulty(difficulty, answer="已列入采购计划", by=cast.chen, today=LATER)
    client.force_login(cast.chen.user)

    page = client.post(reverse("planning:answer_difficulty", args=[difficulty.pk]), {"answer": "另一个答复"})

    difficulty.refresh_from_db()
    assert (page.context["form"].non_field_errors(), difficulty.answer) == (
        ["该困难已答复，不能重复答复。"],
        "已列入采购计划",
    )


def test_open_ones_come_first_the_oldest_on_top(difficulty: Difficulty, cast: Cast) -> None:
    newer = Difficulty.objects.create(duty=difficulty.duty, text="新的", raised_on=LATER)
    done = Difficulty.objects.create(duty=difficulty.duty, text="办了", raised_on=date(2026, 3, 5))
    answer_difficulty(done, answer="已办", by=cast.chen, today=LATER)

    assert list(difficulties_for(cast.chen)) == [difficulty, newer, done]
    assert list(difficulties_for(cast.chen, level="council")) == []
    assert list(difficulties_for(cast.zhao, only_open=True)) == []  # another school's


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_a_constant_number_of_queries(
    client: Client, difficulty: Difficulty, cast: Cast, django_assert_max_num_queries: Any, rows: int
) -> None:
    for _ in range(rows - 1):
        Difficulty.objects.create(duty=difficulty.duty, text="又一个", raised_on=LATER)
    client.force_login(cast.chen.user)

    with django_assert_max_num_queries(10):
        page = client.get(reverse("planning:difficulties"))

    assert len(page.context["lines"]) == rows
