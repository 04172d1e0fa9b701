"""The whole way by hand: from the document to a closed duty, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from shouwei.config.sample.plan import sample_plan
from shouwei.config.sample.story import people
from shouwei.core import clock
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_the_document_to_a_report(screen: Callable[[str | None, str], Screen], size: str, tmp_path: Path) -> None:
    today = clock.today()
    issued_on = today - timedelta(days=10)
    people(today)
    document = tmp_path / "工作方案.txt"
    document.write_text(sample_plan(issued_on), encoding="gb18030")

    # The secretariat drops the document in, looks at the doubts, corrects one line, publishes.
    desk = screen("mishu", size)
    page = desk.go("/planning/import/")
    page.set_input_files("input[type=file]", str(document))
    page.get_by_role("button", name="上传并识别").click()
    page.wait_for_url("**/planning/import/*/")
    assert page.locator("h1").inner_text() == "江城职业教育集团服务重点产业工作方案"
    desk.check()
    page.locator("#t2 a", has_text="修改").click()
    page.get_by_label("牵头部门").fill("专业发展部、招生就业处")
    page.get_by_role("button", name="保存第2行").click()
    page.wait_for_url("**/planning/import/*/#t2")
    assert page.locator("#t2 td[data-label=牵头部门]").inner_text() == "专业发展部、招生就业处"
    page.get_by_role("link", name="下一步：发布").click()
    page.get_by_role("button", name="发布").click()
    assert "请填写印发日期" in page.locator(".error-summary").inner_text()
    desk.check()
    page.get_by_label("印发日期").fill(issued_on.isoformat())
    page.get_by_role("button", name="发布").click()
    page.wait_for_url("**/planning/plans/*/")
    plan = Plan.objects.get()
    assert (plan.issued_on, plan.tasks.count(), Duty.objects.count()) == (issued_on, 19, 167)
    desk.check()

    # A school's report of the month: desk → the page of the period → nothing has changed → sent. Three clicks.
    school = screen("zhiyuan", size)
    page = school.go("/")
    school.check()
    page.get_by_role("link", name="报送").first.click()
    page.wait_for_url("**/planning/reports/**")
    page.get_by_label("全部无变化").check()
    page.get_by_role("button", name="报送").last.click()
    page.wait_for_load_state()
    assert ProgressReport.objects.filter(state="approved", no_change=True).count() == 19
    school.check()
