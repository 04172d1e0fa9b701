"""All plans, with what comes next."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.cast import ISSUED, Cast, small_draft

from shouwei.oversight.planning.models import Plan, PlanImport, WorkProgramme
from shouwei.oversight.planning.pages.plans import next_step, task_count, with_counts


def test_what_comes_next(plan: Plan) -> None:
    def said() -> tuple[int, str]:
        found = with_counts(Plan.objects.all()).get(pk=plan.pk)
        return task_count(found), next_step(found, ISSUED)

    assert said() == (3, "3项任务的工作方案尚未报送，下一步由牵头部门报送。")
    WorkProgramme.objects.update(state="registered")
    assert said() == (3, "工作方案已全部报送，下一步由各单位按期报送进展。")
    Plan.objects.update(last_year=2025)
    assert said() == (3, "实施期已满，可查阅、导出和归档。")
    Plan.objects.update(closed_on=ISSUED, close_reason="合并入新方案")
    assert said() == (3, "已于2026年3月2日停止督办：合并入新方案")


@pytest.mark.parametrize(
    ("who", "status", "imports"),
    [("chen", 200, ["示例方案二.docx"]), ("fang", 200, []), ("lin", 200, []), ("guan", 403, None), (None, 302, None)],
)
def test_open_imports_are_the_secretariats(
    client: Client, cast: Cast, plan: Plan, who: str | None, status: int, imports: list[str] | None
) -> None:
    draft = small_draft()
    PlanImport.objects.create(name="示例方案二.docx", draft=draft, as_read=draft, uploaded_by=cast.chen)
    if who:
        client.force_login(cast[who].user)

    answer = client.get("/planning/")

    assert answer.status_code == status
    assert (None if status != 200 else [source.name for source in answer.context["imports"]]) == imports


@pytest.mark.parametrize(("who", "sentence"), [("chen", "核对后发布，即开始督办"), ("lin", "届时会有消息通知")])
def test_without_plans_it_says_what_comes(client: Client, cast: Cast, who: str, sentence: str) -> None:
    client.force_login(cast[who].user)

    assert sentence in client.get("/planning/").content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_plans_are_counted_in_one_query(
    plan: Plan, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(more):
        Plan.objects.create(title="又一份", issued_on=ISSUED, first_year=2026, last_year=2026, supervised_from=ISSUED)

    with django_assert_num_queries(1):
        assert len([next_step(found, ISSUED) for found in with_counts(Plan.objects.all())]) == 1 + more
