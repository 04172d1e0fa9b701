"""The box finds what one may see, by text, pinyin, initials, numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.cast import Cast
from tests.house.things import things_of

from shouwei.core.clock import today
from shouwei.front.desk.search import found_for
from shouwei.oversight.planning.models import Meeting, Plan


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("招聘", [("任务", "3. 常态化开展校园招聘。")]),
        ("bczy", [("单位", "北辰职业学校")]),
        ("beichen", [("单位", "北辰职业学校")]),
        ("〔2026〕1号", [("方案", "示例职教集团服务首位产业工作方案")]),
        ("2", [("方案", "示例职教集团服务首位产业工作方案"), ("任务", "2. 与重点企业共同开发课程。")]),
        ("没有这样的字", []),
        ("%", []),
        ("' OR 1=1", []),
    ],
)
def test_what_is_found(plan: Plan, cast: Cast, q: str, expected: list[tuple[str, str]]) -> None:
    assert [(hit.kind, hit.label) for hit in found_for(cast.lin, q, today())] == expected


def test_who_holds_no_key_finds_no_tasks(plan: Plan, cast: Cast) -> None:
    assert [hit.kind for hit in found_for(cast.guan, "招", today())] == ["单位"]


def test_a_sisters_papers_are_not_found(plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    """Both schools have a notice with the same words; each finds its own, the secretariat both, the enterprise none."""
    settings.FILES = tmp_path
    things_of(plan, cast.north, cast.lin)
    things_of(plan, cast.south, cast.zhao)

    found = {
        who: sorted(hit.label for hit in found_for(cast[who], "秘密", today()) if hit.kind == "督办单")
        for who in ("lin", "zhao", "chen", "he", "guan")
    }

    north, south = f"督办{cast.north.pk}", f"督办{cast.south.pk}"
    assert found == {"lin": [north], "zhao": [south], "chen": sorted([north, south]), "he": [], "guan": []}


def test_persons_are_found_by_those_who_may_see_the_list(plan: Plan, cast: Cast) -> None:
    found = {
        who: [hit.label for hit in found_for(cast[who], "wsl", today()) if hit.kind == "人员"]
        for who in ("chen", "lin", "zhao", "wu", "li")
    }

    assert found == {"chen": ["吴示例"], "lin": ["吴示例"], "zhao": [], "wu": [], "li": []}


@pytest.mark.parametrize("many", [1, 15])
def test_five_questions_at_most(plan: Plan, cast: Cast, django_assert_max_num_queries: Any, many: int) -> None:
    for number in range(many):
        Meeting.objects.create(
            plan=plan, kind="dispatch", period_first=date(2026, 1, 1 + number), period_label="共同会", held_on=today()
        )

    with django_assert_max_num_queries(5):
        assert len(found_for(cast.chen, "共同", today())) == many + 1


def test_a_null_character_breaks_nothing(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    assert client.get("/search/?q=%00招").status_code == 200


def test_a_form_that_lay_open_too_long_says_so(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/people/sign-in/", {"username": "a", "password": "b"})

    assert (answer.status_code, "页面已过期，没有提交" in answer.content.decode()) == (403, True)
