"""An address that takes only what a form sends answers a reader with a page, and everybody else as before."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.oversight.planning.models import Bulletin, Plan


@pytest.mark.parametrize(("method", "shown"), [("get", True), ("put", False)])
def test_who_opens_it_is_told_where_to_go_on(client: Client, cast: Cast, plan: Plan, method: str, shown: bool) -> None:
    client.force_login(cast.chen.user)

    answer = client.generic(method.upper(), reverse("planning:write_bulletin", args=[plan.pk]))

    assert (answer.status_code, answer["Allow"], "请从原页面办理" in answer.content.decode()) == (405, "POST", shown)
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("address", ["/programmes/points/?find=%00", "/search/?q=a%00b", "/programmes/points/%00/"])
def test_a_zero_byte_in_an_address_is_answered_and_looked_for_nowhere(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.chen.user)

    answer = client.get(address)

    assert (answer.status_code, "没有看懂这次请求" in answer.content.decode()) == (400, True)
    assert client.get("/programmes/points/?find=%2500").status_code == 200
