"""A task linked with a target shows its figure."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.oversight.indicators.workflows.ship_definitions import ship_definitions
from shouwei.oversight.planning.models import Plan, Target, Task
from shouwei.oversight.planning.workflows.link_indicator import link_indicator
from shouwei.work.admissions.models import Baseline, Intake
from shouwei.work.employment.tests.graduates import destination, graduate


@pytest.mark.django_db
def test_a_linked_task_shows_the_figure(plan: Plan, cast: Cast, client: Client) -> None:
    ship_definitions()  # a story that empties every table may have been told before
    task = Task.objects.get(plan=plan, number=3)
    for n in range(20):
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county="340811" if n < 12 else "310115")
    client.force_login(cast.chen.user)
    before = client.get(task.get_absolute_url()).content.decode()

    client.post(reverse("planning:link_indicator", args=[task.pk]), {"target": "local"})

    shown = client.get(task.get_absolute_url()).content.decode()
    assert ("口径第1版" in before, "口径第1版" in shown, "没有登记目标路径，只列出数值。" in shown) == (
        False,
        True,
        True,
    )
    client.force_login(cast.wu.user)
    assert client.post(reverse("planning:link_indicator", args=[task.pk]), {"target": ""}).status_code == 403
    with pytest.raises(Refused, match="三个目标之一"):
        link_indicator(task, target="x", by=cast.chen, today=date(2026, 11, 1))
    assert Task.objects.get(pk=task.pk).indicator == "local"


@pytest.mark.django_db
def test_a_promise_against_another_year_than_the_figure_is_told_so(plan: Plan, cast: Cast, client: Client) -> None:
    ship_definitions()
    Intake.objects.create(
        school=cast.north, year=2019, level="secondary", specialty_code="700206", specialty_name="示例专业", category="middle",
        quota=90, admitted=90, registered=90, as_of=date(2019, 9, 30),
    )  # fmt: skip
    plan.targets.all().delete()
    Target.objects.create(
        plan=plan, order=1, name="招生规模", value=2, unit="倍", baseline_year=2018, printed="招生规模比2018年翻一番"
    )
    base = Baseline.objects.create(year=2018, registered=60, source="示例", written_on=date(2019, 1, 10))
    client.force_login(cast.chen.user)
    address = reverse("planning:overview", args=[plan.pk])
    same = client.get(address).content.decode()
    Baseline.objects.filter(pk=base.pk).update(year=2017)
    other = client.get(address).content.decode()

    said = "上面的数按2017年基期计算，与承诺的基期2018年不同，不能直接对照。"
    assert ("1.5" in same, "不能直接对照" in same, said in other) == (True, False, True)
