"""Fifty clients at the same moment: one effect, one answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connections
from django.test import Client
from tests.cast import Cast

from shouwei.front.interfaces.models import Answer, Delivery, Token
from shouwei.front.interfaces.workflows.answer_once import answer_once
from shouwei.ground.audit.models import Event
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport

from .conftest import token_for

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50
T = TypeVar("T")


def at_once(act: Callable[[], T]) -> list[T]:
    start = Barrier(MANY)

    def one(_: int) -> T:
        start.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def test_fifty_with_one_key_report_once(plan: Plan, cast: Cast) -> None:
    duty = Duty.objects.get(task__number=1, organisation=cast.north)
    token = token_for(cast.lin)
    Token.objects.update(per_minute=1000)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "the-same-key"}
    before = Event.objects.count()

    def send() -> tuple[int, bytes, bool]:
        answer = Client().post(
            f"/interfaces/api/v1/duties/{duty.pk}/report",
            {"text": "已召开论证会。", "percent": 20},
            content_type="application/json",
            headers=headers,
        )
        return answer.status_code, answer.content, "Idempotent-Replayed" in answer.headers

    answers = at_once(send)

    assert {status for status, _, _ in answers} == {201}
    assert len({content for _, content, _ in answers}) == 1
    assert sum(not repeated for _, _, repeated in answers) == 1
    assert (ProgressReport.objects.count(), Event.objects.count() - before, Answer.objects.count()) == (1, 1, 1)
    assert Token.objects.get().in_minute in range(1, MANY + 1)


def test_without_the_key_fifty_would_act_fifty_times(plan: Plan, cast: Cast) -> None:
    """The negative control: the same race with a key of its own for each."""
    token_for(cast.lin)
    token = Token.objects.get()
    acted: list[int] = []
    numbers = iter(range(MANY))

    def act() -> None:
        key = f"key-{next(numbers):04}"

        def write() -> tuple[int, str]:
            acted.append(1)
            return 201, "{}"

        answer_once(token, key=key, request="x", act=write)

    at_once(act)

    assert (len(acted), Answer.objects.count(), Delivery.objects.count()) == (MANY, MANY, 0)


def test_fifty_requests_with_one_token_are_counted_one_by_one(plan: Plan, cast: Cast) -> None:
    token = token_for(cast.lin)
    Token.objects.update(per_minute=20)

    def ask() -> int:
        return Client().get("/interfaces/api/v1/plans", headers={"Authorization": f"Bearer {token}"}).status_code

    statuses = at_once(ask)

    counted = Token.objects.get().in_minute
    assert set(statuses) <= {200, 429}
    assert statuses.count(200) <= 40  # twenty a minute, should the minute have turned
    assert counted == MANY or statuses.count(200) > 20
