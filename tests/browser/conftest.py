"""A real Chromium against a real server: the sample group, one page per person and screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from shouwei.config.browser import LAUNCH_ARGUMENTS
from shouwei.config.sample.story import people
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import User

# Playwright's own event loop runs in this thread; the ORM is called from it by the tests only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for the session.

    While Playwright's loop runs, Django keeps this thread's connections apart; they are closed before the loop ends, for
    afterwards nobody could reach them and the test database could not be dropped.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=LAUNCH_ARGUMENTS)
        yield browser
        connections.close_all()
        browser.close()


@dataclass
class Screen:
    """One person's browser window, with everything that went wrong in it."""

    page: Page
    base: str
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        if answer.status >= 400:
            self.troubles.append(f"{path}: {answer.status}")
        return self.page

    def check(self) -> None:
        """Fits the screen, breaks no rule of accessibility that matters, says nothing on the console."""
        page = self.page
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{page.url} is {width} px wide"  # type: ignore[index]
        found = Axe().run(page).response["violations"]
        grave = [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found if v["impact"] in GRAVE]
        assert (page.url, grave, self.troubles) == (page.url, [], [])


@pytest.fixture
def screen(
    browser: Browser, live_server: LiveServer, settings: LazySettings
) -> Iterator[Callable[[str | None, str], Screen]]:
    """``screen("mishu", "phone")``: a window in which that person is signed in; None is nobody."""
    contexts: list[BrowserContext] = []

    def opened(username: str | None, size: str = "desktop") -> Screen:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        contexts.append(context)
        if username:
            client = Client()
            client.force_login(User.objects.get(username=username))
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        page = context.new_page()
        window = Screen(page, live_server.url)
        page.on("console", lambda m: window.troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: window.troubles.append(str(error)))
        return window

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def school(transactional_db: None) -> Organisation:
    """江城职院 among the units and people of the sample group."""
    people(date(2026, 11, 24))
    return Organisation.objects.get(short_name="江城职院")


def open_by_code(phone: Screen, code: str, *, question: str, answer: str, lands: str) -> Page:
    """From the code of a paper letter through the question only the person can answer to the errand's page."""
    page = phone.go(reverse("links:enter_code"))
    page.get_by_label("办理码").fill(code)
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/links/to/**")
    phone.check()
    page.get_by_label(question).fill(answer)
    page.get_by_role("button", name="是我，开始办理").click()
    page.wait_for_url(lands)
    return page
