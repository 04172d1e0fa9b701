"""An auditor draws a sample nobody can steer, reads the papers, records what was found, and sees the bound and the trail."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.urls import reverse

from shouwei.config.sample.story import people
from shouwei.core.clock import today
from shouwei.ground.audit.models import Event, Look
from shouwei.ground.audit.workflows.take_head import take_head
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.workflows.ship_definitions import ship_definitions
from shouwei.work.employment.models import Destination, Drawn, Sample
from shouwei.work.employment.sampled import published_text
from shouwei.work.employment.tests.graduates import COHORT, destination, graduate
from shouwei.work.employment.workflows.add_proof import add_proof

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)

SEED = "丙午年霜降，江边的芦苇白了头 7315"
LISTED, SIZE = 12, 3


def cohort_with_contracts() -> None:
    """A dozen reported graduates of one school, each with a contract of his own."""
    school = Organisation.objects.get(short_name="江城职院")
    clerk = Identity.objects.get(user__username="zhiyuan2")
    for number in range(LISTED):
        row = destination(graduate(school, f"A{number:03}"))
        file = keep_file(f"合同{number}.txt", f"劳动合同第{number}号".encode(), by=clerk)
        add_proof(row, kind="contract", file=file, given_on=today(), valid_until=None, note="", by=clerk, today=today())


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_the_seed_to_the_audited_bound(
    screen: Callable[[str | None, str], Screen], size: str, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA = settings.FILES = tmp_path
    people(today())
    ship_definitions()
    cohort_with_contracts()
    auditor = screen("shenji", size)

    # The seed is thought up and stays here: only its digest is sent.
    page = auditor.go(reverse("employment:samples"))
    auditor.check()
    page.get_by_role("link", name="新建抽样").click()
    page.get_by_label("名称").fill("毕业去向抽样核查")
    page.get_by_label("抽取人数").fill(str(SIZE))
    page.get_by_label("种子（不会发送，不会保存）").fill("太短")
    assert page.get_by_label("种子的散列值").input_value() == ""  # nor could it be revealed later
    page.get_by_label("种子（不会发送，不会保存）").fill(f" {SEED} ")
    assert page.get_by_label("种子的散列值").input_value() == hashlib.sha256(SEED.encode()).hexdigest()
    auditor.check()
    page.get_by_role("button", name="公布散列值").click()
    page.wait_for_url(re.compile(r"/samples/\d+/$"))
    assert SEED not in page.content()
    auditor.check()

    # The list is closed, then the seed revealed; a wrong one is refused and nothing is drawn.
    page.locator("summary", has_text="封存名单").click()
    page.get_by_role("button", name="封存", exact=True).click()
    page.get_by_role("button", name="揭晓种子").wait_for()
    page.locator("#id_seed").fill(SEED + "。")
    page.get_by_role("button", name="揭晓种子").click()
    assert "与事先公布的散列值不符" in page.locator(".error-summary").inner_text()
    assert Drawn.objects.count() == 0
    page.locator("#id_seed").fill(SEED)
    page.get_by_role("button", name="揭晓种子").click()
    page.get_by_text("重算一致").wait_for()
    auditor.check()
    sample = Sample.objects.get()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载封存的名单").click()
    taken = Path(download.value.path()).read_text(encoding="utf8")
    assert taken == published_text(sample)
    assert hashlib.sha256(taken.encode()).hexdigest() == sample.list_hash

    # Each drawn graduate: destination, paper (why is asked), finding.
    for place, drawn in enumerate(Drawn.objects.select_related("destination"), 1):
        page = auditor.go(reverse("employment:sample", args=[sample.pk]))
        page.get_by_role("link", name=re.compile("去向和材料")).nth(place - 1).click()
        page.wait_for_url(re.compile(r"/employment/destinations/\d+/$"))
        if place == 1:
            auditor.check()
        page.get_by_role("link", name=re.compile(r"合同\d+\.txt")).click()
        page.get_by_label("查看原因").fill(f"抽样核查第{place}号")
        if place == 1:
            auditor.check()
        page.get_by_role("button", name="查看", exact=True).click()
        page.get_by_text("劳动合同第").wait_for()
        page = auditor.go(reverse("employment:record_finding", args=[drawn.pk]))
        page.get_by_label("属实", exact=True).check()
        page.get_by_label("核查记录").fill("电话核对，本人说明属实。")
        if place == 1:
            auditor.check()
        page.get_by_role("button", name="登记").click()
        page.wait_for_url(re.compile(r"/samples/\d+/$"))
    assert list(Look.objects.order_by("pk").values_list("why", flat=True)) == [
        f"抽样核查第{place}号" for place in range(1, SIZE + 1)
    ]
    assert "审计下限（单侧95%）" in page.locator("main").inner_text()
    auditor.check()

    # The bound stands beside the figure, for the auditor's eyes and everybody's.
    page = auditor.go(reverse("indicators:targets") + f"?year={COHORT}")
    assert "尚未抽查" not in page.locator("main").inner_text()
    auditor.check()

    # The trail tells it in words, and its chain has been verified.
    take_head(today() - timedelta(days=1))
    page = auditor.go(reverse("audit:trail"))
    assert "一致" in page.locator("main").inner_text()
    assert page.get_by_text("登记核查结果").count() == SIZE
    auditor.check()
    auditor.go(reverse("audit:head"))
    auditor.check()
    assert set(Event.objects.filter(on_type="employment.sample").values_list("what", flat=True)) == {
        "公布抽样种子散列值",
        "封存抽样名单",
        "揭晓抽样种子",
    }
    # The school sees that a sample was drawn, and not whom it met.
    school = screen("zhiyuan", size)
    page = school.go(reverse("employment:sample", args=[sample.pk]))
    names = set(Destination.objects.values_list("student__student_no", flat=True))
    assert not any(name in page.content() for name in names)
    assert page.get_by_text("抽到的毕业生").count() == 0
    school.check()
