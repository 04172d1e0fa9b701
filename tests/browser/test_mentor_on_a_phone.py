"""A school asks; an enterprise's mentor answers over a letter's code on a phone; the school finds the word and a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from shouwei.config.sample.story import people
from shouwei.ground.links.models import Link
from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.work.employment.tests.graduates import GOOD_CODE
from shouwei.work.programmes.models import Partner, PartnerAsk
from shouwei.work.programmes.tests.test_mentor_word import partnership

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_asking_to_a_word_and_a_question(screen: Callable[[str | None, str], Screen]) -> None:
    people(date(2026, 11, 24))
    school = Organisation.objects.get(short_name="江城职院")
    firm = Organisation.objects.filter(kind="enterprise")[0]
    firm.credit_code = GOOD_CODE
    firm.save()
    Contact.objects.create(organisation=firm, post="企业导师", phone="0556-5500001")
    partnership(school, firm)
    desk = screen("zhiyuan", "desktop")

    page = desk.go(reverse("programmes:partners"))
    page.locator("td summary", has_text="请企业核对").click()
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
    page.wait_for_url("**/programmes/mentor/")
    phone.check()
    page.get_by_label("有过，已经结束").check()
    page.get_by_role("button", name="提交").click()
    assert "请填写结束日期" in page.locator(".error-summary").inner_text()
    phone.check()
    page.get_by_label("哪天结束的").fill("2026-03-31")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已收到，谢谢").wait_for()
    phone.check()

    assert (Partner.objects.get().word, Partner.objects.get().ended_on) == ("ended", date(2026, 3, 31))
    page = desk.go(reverse("programmes:reply_mentor", args=[PartnerAsk.objects.get().pk]))
    page.get_by_text("答复合作已于2026年3月31日结束").wait_for()
    desk.check()
