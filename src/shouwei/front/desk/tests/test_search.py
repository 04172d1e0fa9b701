"""The box finds what one may see, by text, pinyin, initials, numbers."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.front.desk.queries import found_for
from shouwei.oversight.planning.models import Plan


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
    assert [(hit.kind, hit.label) for hit in found_for(cast.lin, q)] == expected


def test_who_holds_no_key_finds_no_tasks(plan: Plan, cast: Cast) -> None:
    assert [hit.kind for hit in found_for(cast.guan, "招")] == ["单位"]


def test_a_null_character_breaks_nothing(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    assert client.get("/search/?q=%00招").status_code == 200


def test_a_form_that_lay_open_too_long_says_so(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/people/sign-in/", {"username": "a", "password": "b"})

    assert (answer.status_code, "页面已过期，没有提交" in answer.content.decode()) == (403, True)
