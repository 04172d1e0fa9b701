"""A session that ends while somebody types costs no word, and shows no word to the next person on the same browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from shouwei.ground.people.models import Session
from shouwei.oversight.planning.models import Duty, Plan
from tests.cast import PASSWORD, Cast

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def kept(page: Page) -> int:
    return int(
        page.evaluate(
            "[localStorage, sessionStorage].reduce(function (n, s) {"
            " return n + Object.keys(s).filter(function (k) { return k.indexOf('draft:') === 0; }).length; }, 0)"
        )
    )


@pytest.mark.parametrize(
    ("who", "path", "label"),
    [
        ("chen", "/planning/duties/{duty}/stop/", "原因和依据"),  # a form without a draft on the server
        ("wu", "/planning/duties/{duty}/report/", "进展情况"),  # one with autosave, sent before its two seconds
    ],
)
def test_what_was_typed_comes_back(
    cast: Cast, plan: Plan, screen: Callable[[str | None, str], Screen], who: str, path: str, label: str
) -> None:
    duty = Duty.objects.filter(organisation=cast.north).order_by("pk").first()
    assert duty is not None
    page = screen(who, "desktop").go(path.format(duty=duty.pk))
    Session.objects.all().delete()

    page.get_by_label(label).first.fill("已经写了很久的一段话。")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/sign-in/**")
    sign_in(page, who)
    page.wait_for_url(f"**{path.format(duty=duty.pk)}**")

    assert page.get_by_label(label).first.input_value() == "已经写了很久的一段话。"


def test_the_next_person_on_the_same_browser_finds_nothing(
    cast: Cast, plan: Plan, screen: Callable[[str | None, str], Screen]
) -> None:
    duty = Duty.objects.filter(organisation=cast.north).order_by("pk").first()
    assert duty is not None
    path = f"/planning/duties/{duty.pk}/report/"
    page = screen("wu", "desktop").go(path)
    page.context.set_offline(True)
    page.get_by_label("进展情况").first.fill("还没有送出的话。")
    page.get_by_text("草稿已留在本机").wait_for()
    page.context.set_offline(False)
    before = kept(page)

    page.context.clear_cookies()
    page.goto(page.url)
    sign_in(page, "lin")
    page.wait_for_url(f"**{path}**")

    assert (before, page.get_by_label("进展情况").first.input_value(), kept(page)) == (1, "", 0)


def test_signing_out_forgets_every_draft(cast: Cast, plan: Plan, screen: Callable[[str | None, str], Screen]) -> None:
    duty = Duty.objects.filter(organisation=cast.north).order_by("pk").first()
    assert duty is not None
    page = screen("wu", "desktop").go(f"/planning/duties/{duty.pk}/report/")
    page.context.set_offline(True)
    page.get_by_label("进展情况").first.fill("还没有送出的话。")
    page.get_by_text("草稿已留在本机").wait_for()
    page.context.set_offline(False)

    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary.who").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in/**")

    assert kept(page) == 0


def test_a_form_with_a_secret_in_it_is_empty_again_once_it_is_saved(
    cast: Cast, screen: Callable[[str | None, str], Screen]
) -> None:
    """Its page is no sign-in page: what was saved is not put back as if it had been lost."""
    page = screen("guan", "desktop").go("/people/ways/")
    page.get_by_label("类型").select_option(label="钉钉")
    for label, words in (("名称", "钉钉"), ("代号", "dingtalk"), ("应用标识", "app"), ("应用密钥", "key")):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("“钉钉”已保存").wait_for()

    assert (page.get_by_label("名称").input_value(), kept(page)) == ("", 0)
