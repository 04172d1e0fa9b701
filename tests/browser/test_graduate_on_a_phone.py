"""A graduate without an account says over a letter's address that the report is not true; the school sees no difference."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from shouwei.core.clock import now
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.work.employment.models import Confirmation
from shouwei.work.employment.tests.graduates import destination, graduate
from shouwei.work.employment.workflows.send_links import send_links

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_letter_to_a_quiet_no(screen: Callable[[str | None, str], Screen], school: Organisation) -> None:
    department = Identity.objects.filter(role="department").select_related("organisation", "user")[0]
    row = destination(graduate(school, "2023010001"))
    link = send_links([row], by=department, now=now())[0]
    phone = screen(None, "phone")

    page = phone.go(reverse("links:enter_code"))
    phone.check()
    page.get_by_label("办理码").fill(link.code.lower().replace("-", " "))
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/links/to/**")
    phone.check()
    page.get_by_label("学号后四位").fill("9999")
    page.get_by_role("button", name="是我，开始办理").click()
    assert "还可以再试4次" in page.locator(".error-summary").inner_text()
    page.get_by_label("学号后四位").fill("0001")
    page.get_by_role("button", name="是我，开始办理").click()
    page.wait_for_url("**/employment/confirm/")
    phone.check()
    page.get_by_role("button", name="不属实", exact=True).click()
    page.get_by_role("heading", name="已收到，谢谢").wait_for()
    phone.check()

    assert list(Confirmation.objects.values_list("answer", flat=True)) == ["no"]
    desk = screen("zhiyuan", "desktop")
    desk.go(reverse("employment:destination", args=[row.pk]))
    assert "不属实" not in desk.page.content()
    desk.check()
