"""The left menu shows where one is, on a page below an entry as well."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.front.desk.frame import menu
from shouwei.oversight.planning.models import Duty, Plan


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("/", ["工作台"]),
        ("/planning/plans/7/", ["方案督办"]),
        ("/planning/plans/7/meetings/", ["会议督查"]),
        ("/planning/plans/7/meetings/plan/", ["会议督查"]),
        ("/planning/plans/3/meetings/", ["会议督查"]),  # an older plan's
        ("/planning/meetings/12/items/add/", ["会议督查"]),
        ("/planning/notices/12/", ["会议督查"]),
        ("/notices/12/", ["工作台"]),
        ("/planning/duties/12/", ["方案督办"]),
        ("/planning/reports/judge/", ["方案落实"]),
        ("/nothing/of/ours/", []),
    ],
)
def test_the_group_of_the_nearest_entry_is_open(path: str, group: list[str]) -> None:
    groups = menu("secretariat", 7, path)

    assert [one.label for one in groups if one.active] == group


@pytest.mark.django_db
def test_only_the_very_page_is_marked_as_the_page(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.chen.user)

    page = client.get(Duty.objects.all()[0].get_absolute_url()).content.decode()
    tasks = client.get(reverse("planning:tasks", args=[plan.pk])).content.decode().partition("<main")[0]

    opened = page.partition("<main")[0].count("<details open><summary>"), tasks.count("<details open><summary>")
    marked = tasks.count(f'<li><a href="{reverse("planning:tasks", args=[plan.pk])}" aria-current="page">')
    assert (opened, marked, page.count('<li><a href="/planning/" aria-current="page">')) == ((1, 1), 1, 0)
