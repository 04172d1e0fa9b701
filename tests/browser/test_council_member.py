"""A council member reads the three figures, what they mean, where they come from as far as allowed, and a report that stays as it was."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from io import BytesIO
from unicodedata import normalize

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from shouwei.config.browser import LAUNCH_ARGUMENTS
from shouwei.config.sample.story import tell_story
from shouwei.core.clock import today
from shouwei.ground.people.models import Identity, User
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


def test_the_coverage_matrix_prints_on_one_a3_sheet_with_the_programmes_by_name(
    screen: Callable[[str | None, str], Screen],
) -> None:
    tell_story(today())
    member = screen("lishi", "desktop")
    page = member.go(reverse("programmes:coverage"))

    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages

    sizes = [tuple(round(float(side) / 72 * 25.4) for side in (p.mediabox.width, p.mediabox.height)) for p in printed]
    assert sizes == [(420, 297)]
    # Chromium's PDF spells some characters as radicals of the same look, not all of which can be told back (车).
    text = "".join(normalize("NFKC", printed[0].extract_text()).split())
    wanted = ("江城临港区船舶动力", "作物生产技术", "应用化工技术", "全集团")
    assert [words for words in wanted if words not in text] == []
    member.check()


def test_the_wall_stands_on_a_machine_without_a_graphics_card(browser: Browser, live_server: LiveServer) -> None:
    tell_story(today())
    client = Client()
    client.force_login(User.objects.get(username="lishi"))
    plain = [*LAUNCH_ARGUMENTS, "--disable-3d-apis", "--disable-software-rasterizer"]
    screenless = browser.browser_type.launch(executable_path=os.environ["CHROMIUM"], args=plain)
    page = screenless.new_page(viewport={"width": 1920, "height": 1080})
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse("displays:wall"))

    assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
    tiles = page.locator(".tile-map text, .tile-map .tile")
    seen = page.locator(".wall").inner_text()
    assert (tiles.count() > 10, [place for place in ("桐城", "怀宁", "宜秀") if place not in seen]) == (True, [])
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert (size, complaints) == ([1920, 1080], [])
    screenless.close()
