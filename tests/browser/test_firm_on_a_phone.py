"""A school asks a firm twice, for its graduates and about a partnership; the firm answers over letters' codes on a phone.

The school finds a proof, a word, and a question about each.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from shouwei.ground.links.models import Link
from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.work.employment.tests.graduates import GOOD_CODE, destination, graduate
from shouwei.work.programmes.models import Partner, PartnerAsk
from shouwei.work.programmes.tests.test_mentor_word import partnership

from .conftest import Screen, open_by_code

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_asking_to_a_proof_a_word_and_two_questions(
    screen: Callable[[str | None, str], Screen], school: Organisation
) -> None:
    firm = Organisation.objects.filter(kind="enterprise")[0]
    firm.credit_code = GOOD_CODE
    firm.save()
    for post, phone in (("人事部", "0556-5500001"), ("企业导师", "0556-5500002")):
        Contact.objects.create(organisation=firm, post=post, phone=phone)
    desk, phone = screen("zhiyuan", "desktop"), screen(None, "phone")

    answers_for_graduates(desk, phone, school)
    says_a_partnership_has_ended(desk, phone, school, firm)


def answers_for_graduates(desk: Screen, phone: Screen, school: Organisation) -> None:
    rows = [destination(graduate(school, f"202301000{i}", f"甄{i}示例"), post="钳工") for i in range(3)]
    link = asked(desk, "employment:employer_asks", "请单位确认")
    page = opened(phone, link, "**/employment/employer/")
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


def says_a_partnership_has_ended(desk: Screen, phone: Screen, school: Organisation, firm: Organisation) -> None:
    partnership(school, firm)
    link = asked(desk, "programmes:partners", "请企业核对")
    page = opened(phone, link, "**/programmes/mentor/")
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


def asked(desk: Screen, url_name: str, words: str) -> Link:
    page = desk.go(reverse(url_name))
    page.locator("td summary", has_text=words).click()
    page.get_by_role("dialog").get_by_role("button", name="发出").click()
    page.get_by_text("等待答复").wait_for()
    desk.check()
    return Link.objects.order_by("-pk")[0]


def opened(phone: Screen, link: Link, lands: str) -> Page:
    page = open_by_code(phone, link.code, question="统一社会信用代码后四位", answer=GOOD_CODE[-4:], lands=lands)
    phone.check()
    return page
