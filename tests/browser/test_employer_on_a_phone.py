"""A school asks; an employer answers over a letter's code on a phone for all its graduates; the school finds a proof and a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from shouwei.config.sample.story import people
from shouwei.ground.links.models import Link
from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.work.employment.tests.graduates import GOOD_CODE, destination, graduate

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_asking_to_a_proof_and_a_question(screen: Callable[[str | None, str], Screen]) -> None:
    people(date(2026, 11, 24))
    school = Organisation.objects.get(short_name="江城职院")
    firm = Organisation.objects.filter(kind="enterprise")[0]
    firm.credit_code = GOOD_CODE
    firm.save()
    Contact.objects.create(organisation=firm, post="人事部", phone="0556-5500001")
    rows = [destination(graduate(school, f"202301000{i}", f"甄{i}示例"), post="钳工") for i in range(3)]
    desk = screen("zhiyuan", "desktop")

    page = desk.go(reverse("employment:employer_asks"))
    page.locator("summary", has_text="请单位确认").click()
    page.get_by_role("dialog").get_by_role("button", name="发出").click()
    page.get_by_text("等待答复").wait_for()
    desk.check()
    link = Link.objects.get()
    phone = screen(None, "phone")
    page = phone.go(reverse("links:enter_code"))
    page.get_by_label("办理码").fill(link.code)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("统一社会信用代码后四位").fill(GOOD_CODE[-4:])
    page.get_by_role("button", name="是我，开始办理").click()
    page.wait_for_url("**/employment/employer/")
    phone.check()
    page.get_by_role("group", name="甄1示例").get_by_text("没有这个人").click()
    page.get_by_role("button", name="3人全部属实").click()
    page.get_by_role("heading", name="已收到，谢谢").wait_for()
    phone.check()

    for row in rows:
        row.refresh_from_db()
    assert [row.evidence_level for row in rows] == [4, 0, 4]
    page = desk.go(reverse("employment:destination", args=[rows[1].pk]))
    page.get_by_text("答复没有这名毕业生").wait_for()
    desk.check()
