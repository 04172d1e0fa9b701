"""A guardian without an account types the code of a paper letter and has the pupil's class corrected; the school finds the request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from shouwei.core.clock import now, today
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.ground.privacy.models import DataRequest
from shouwei.ground.privacy.workflows.send_data_link import send_data_link

from .conftest import Screen, open_by_code

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_code_on_paper_to_a_request(screen: Callable[[str | None, str], Screen], school: Organisation) -> None:
    clerk = Identity.objects.filter(role="unit_staff", organisation=school).select_related("organisation", "user")[0]
    pupil = enrol(school, 1, born_on=date(today().year - 17, 1, 5))[0]
    link = send_data_link(pupil, DataRequest.Asker.GUARDIAN, by=clerk, today=today(), now=now())
    phone = screen(None, "phone")

    born = f"{pupil.born_on:%Y%m%d}"
    page = open_by_code(phone, link.code, question="学生的出生日期", answer=born, lands="**/privacy/link/guardian/")
    phone.check()
    page.get_by_label("更正、补充").check()
    page.get_by_role("button", name="提交").click()
    assert "请写明申请的内容" in page.locator(".error-summary").inner_text()
    phone.check()
    page.get_by_label("申请内容").fill("班级有误，应为汽修二班。")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="申请已收到").wait_for()
    phone.check()

    row = DataRequest.objects.get()
    assert (row.student, row.asker, row.kind, row.words) == (pupil, "guardian", "correct", "班级有误，应为汽修二班。")
    desk = screen("zhiyuan", "desktop")
    desk.go(reverse("privacy:student", args=[pupil.pk]))
    assert row.number in desk.page.content()
    desk.check()
