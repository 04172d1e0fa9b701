"""What only a browser shows of the supervision: two tabs at once, and the heatmap on paper."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from shouwei.config.sample.story import tell_story
from shouwei.core.clock import today
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)
A3_LANDSCAPE = (420, 297)


def test_what_a_second_tab_typed_is_there_to_be_copied(screen: Callable[[str | None, str], Screen]) -> None:
    tell_story(today(), until="plan")
    duty = Duty.objects.get(task__number=1, organisation__name="江城示范职业技术学院")
    clerk = screen("zhiyuan2", "phone")
    first = clerk.go(f"/planning/duties/{duty.pk}/report/")
    second = first.context.new_page()
    second.goto(first.url)
    second.get_by_label("进展情况").fill("另一页写的内容")
    second.get_by_label("完成率").fill("20")

    first.get_by_label("进展情况").fill("完成调研。")
    first.get_by_label("完成率").fill("10")
    first.get_by_role("button", name="报送", exact=True).click()
    first.wait_for_url(f"**/planning/duties/{duty.pk}/")
    second.get_by_role("button", name="报送", exact=True).click()
    second.get_by_text("正由单位负责人审核").wait_for()

    assert second.locator(".card", has_text="刚才填写的内容").get_by_text("另一页写的内容").count() == 1
    assert list(ProgressReport.objects.values_list("text", "percent", "state")) == [("完成调研。", 10, "submitted")]
    clerk.check()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_month_without_news_is_reported_in_three_clicks(
    screen: Callable[[str | None, str], Screen], size: str
) -> None:
    """The bar that sends stays in reach of a thumb: neither the tabs below nor the end of a long list hide it."""
    tell_story(today(), until="plan")
    head = screen("zhiyuan", size)
    page = head.go("/")
    waiting = Duty.objects.filter(organisation__name="江城示范职业技术学院").count()
    Duty.objects.update(percent=10)

    page.get_by_role("link", name="进展").first.click()
    page.get_by_label("全部无变化").check()
    page.get_by_role("button", name="报送", exact=True).click()
    page.wait_for_load_state("networkidle")

    assert (waiting, ProgressReport.objects.filter(no_change=True, state="approved").count()) == (19, 19)
    head.check()


def test_the_heatmap_prints_on_one_a3_sheet(screen: Callable[[str | None, str], Screen]) -> None:
    tell_story(today(), until="plan")
    desk = screen("mishu", "desktop")
    page = desk.go(f"/planning/plans/{Plan.objects.get().pk}/heatmap/")

    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages

    sizes = [tuple(round(float(side) / 72 * 25.4) for side in (p.mediabox.width, p.mediabox.height)) for p in printed]
    assert sizes == [A3_LANDSCAPE]
    # Chromium's PDF spells some characters as radicals of the same look.
    text = "".join(normalize("NFKC", printed[0].extract_text()).split())
    begun = [f"{task.number}.{normalize('NFKC', task.text[:12])}" for task in Plan.objects.get().tasks.all()]
    assert [start for start in begun if start not in text] == []
    desk.check()
