"""Where one comes back to after signing in again."""

import pytest
from django.test import RequestFactory

from shouwei.core.keys import page_of


@pytest.mark.parametrize(
    ("method", "referer", "back"),
    [
        ("get", "http://testserver/other/", "/planning/?page=2"),
        ("post", "http://testserver/plan/?edit=1", "/plan/?edit=1"),  # the page the button stood on
        ("post", "http://testserver/plan/", "/plan/"),
        ("post", "https://elsewhere.example/plan/", "/planning/?page=2"),
        ("post", "", "/planning/?page=2"),
    ],
)
def test_a_button_leads_back_to_its_page(method: str, referer: str, back: str) -> None:
    headers = {"Referer": referer} if referer else {}
    request = getattr(RequestFactory(), method)("/planning/?page=2", headers=headers)

    assert page_of(request) == back
