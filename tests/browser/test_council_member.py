"""A council member reads the three figures, what they mean, where they come from as far as allowed, and a report that stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from shouwei.config.sample.story import tell_story
from shouwei.core.clock import today
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.workflows.freeze_report import freeze_report
from shouwei.work.employment.models import Destination

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_the_figure_to_the_frozen_report(screen: Callable[[str | None, str], Screen], size: str) -> None:
    day = today()
    tell_story(day)
    report = freeze_report(day.year, why="", by=Identity.objects.filter(role="secretariat")[0], today=day)
    member = screen("lishi", size)

    # From the desk to the figure, to its definition.
    page = member.go("/")
    assert page.locator(".three-numbers li").count() == 3
    member.check()
    page.locator(".three-numbers a").last.click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url(re.compile(r"/(indicators|displays)/"))
    member.check()
    page = member.go(reverse("indicators:targets"))
    page.get_by_role("link", name=re.compile(r"口径第\d+版")).last.click()
    page.wait_for_url(re.compile(r"/indicators/definitions/\d+/$"))
    text = page.locator("main").inner_text()
    assert [word for word in ("公式", "统计范围", "截止时点", "数据来源", "责任部门") if word not in text] == []
    member.check()

    # The readings side by side, then school by school; no graduate's name is theirs to read.
    page = member.go(reverse("indicators:compare", args=["local"]))
    member.check()
    page = member.go(reverse("indicators:schools"))
    assert "江城职院" in page.locator("main").inner_text()
    member.check()
    for name in ("employment:destinations", "learners:students"):
        answer = page.goto(member.base + reverse(name))
        assert answer is not None
        assert answer.status == 403
    member.troubles.clear()  # the browser writes refused pages on the console
    page = member.go(reverse("displays:flows"))
    member.check()

    # The report says the same after the figures have moved on.
    page = member.go(reverse("indicators:reports"))
    member.check()
    page.get_by_role("link", name=report.snapshot.title).click()
    page.wait_for_url(re.compile(r"/indicators/reports/\d+/$"))
    before = page.locator("main").inner_text()
    member.check()
    Destination.objects.filter(cohort=day.year).update(workplace_county="320505")
    page.reload()
    assert page.locator("main").inner_text() == before
    with page.expect_download() as paper:
        page.get_by_role("link", name="Word").click()
    assert paper.value.suggested_filename.endswith(".docx")
