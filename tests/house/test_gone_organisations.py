"""No form offers an organisation that is merged or closed; filters may, for rows of before are found by them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from shouwei.ground.organisations.models import Organisation
from shouwei.oversight.planning.models import Plan

from ..cast import Cast
from .test_keys_walk import ALL
from .test_keys_with_things import address_of
from .things import DAY, shared_things, things_of

POSTED = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
FORMS = {
    "admissions:write_baseline",
    "admissions:new_intake",
    "admissions:write_intake",
    "indicators:open_round",
    "indicators:write_goal",
    "organisations:add_organisation",
    "organisations:change_organisation",
    "organisations:merge_organisation",
    "people:grant_identity",
    "people:open_account",
    "planning:add_decision",
    "programmes:add_partner",
    "programmes:write_industry",
    "programmes:write_programme",
}
"""Forms in which an organisation is chosen. A new one is walked by itself; this tells that the walk finds them."""


@pytest.mark.django_db
def test_no_form_offers_an_organisation_that_is_gone(
    plan: Plan, cast: Cast, client: Client, settings: LazySettings, tmp_path: Any
) -> None:
    settings.FILES = tmp_path
    things = things_of(plan, cast.north, cast.lin) | shared_things(plan, cast)
    for kind, label in Organisation.Kind.choices:
        Organisation.objects.create(name=f"示例已撤{label}", kind=kind, closed_on=DAY)
        Organisation.objects.create(name=f"示例现有{label}", kind=kind)
    offering: dict[str, set[str]] = {"已撤": set(), "现有": set()}

    for who in ("chen", "li", "lin", "guan"):
        client.force_login(cast[who].user)
        for name, pattern in ALL:
            try:
                address = address_of(name, pattern, things) or reverse(name)
            except NoReverseMatch:
                continue
            answer = client.get(address)
            if answer.status_code != 200 or answer.streaming or "html" not in answer.headers["Content-Type"]:
                continue
            forms = "".join(POSTED.findall(answer.content.decode()))
            for state, found in offering.items():
                if f"示例{state}" in forms:
                    found.add(name)

    assert offering["已撤"] == set()
    assert offering["现有"] >= FORMS
