"""A measure is finished by the organisation responsible or by the lead."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Measure, Plan
from shouwei.oversight.planning.workflows.finish_measure import finish_measure

from .programme_stories import DAY, registered, submitted


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-04-01")


def measure_of_north(plan: Plan, cast: Cast) -> Measure:
    programme = registered(plan, cast)
    Measure.objects.update(organisation=cast.north)
    return programme.measures.get()


@pytest.mark.parametrize(
    ("who", "status", "done_on"),
    [
        ("wu", 302, date(2026, 3, 31)),
        ("lin", 302, date(2026, 3, 31)),
        ("li", 302, date(2026, 3, 31)),
        ("chen", 302, date(2026, 3, 31)),
        ("zhao", 404, None),
        ("zhou", 404, None),
        ("fang", 403, None),
        (None, 302, None),
    ],
)
def test_who_finishes(
    client: Client, plan: Plan, cast: Cast, who: str | None, status: int, done_on: date | None
) -> None:
    measure = measure_of_north(plan, cast)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:finish_measure", args=[measure.pk]), {"finished_on": "2026-03-31"})

    measure.refresh_from_db()
    assert (answer.status_code, measure.done_on) == (status, done_on)


def test_the_lead_is_told_by_a_member_and_not_by_itself(plan: Plan, cast: Cast) -> None:
    measure = measure_of_north(plan, cast)

    finish_measure(measure, finished_on=DAY, by=cast.wu, today=DAY)

    told = Notice.objects.filter(key=f"measure:{measure.pk}:done")
    assert list(told.values_list("to", "text")) == [(cast.li.pk, "北辰职校完成了任务1的举措：第1步")]


def test_nothing_is_finished_before_the_programme_stands(plan: Plan, cast: Cast) -> None:
    measure = submitted(plan, cast).measures.get()

    with pytest.raises(Refused) as refusal:
        finish_measure(measure, finished_on=DAY, by=cast.li, today=DAY)

    measure.refresh_from_db()
    assert (str(refusal.value), measure.done_on) == ("工作方案登记后，才能登记举措完成。", None)
