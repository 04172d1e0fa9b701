"""The list and the page of notices, and the form on paper."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.cast import Cast

from shouwei.oversight.planning.models import Plan

from .notice_stories import a_draft, a_sent_one, a_signed_one


def listed(client: Client, query: str = "") -> list[str]:
    return [str(line["notice"].state) for line in client.get(f"/planning/notices/{query}").context["lines"]]


def test_drafts_stand_first_and_filters_are_in_the_address(client: Client, plan: Plan, cast: Cast) -> None:
    a_sent_one(plan, cast)
    a_draft(plan, cast, "amber", "amber:x")
    client.force_login(cast.chen.user)

    assert listed(client) == ["draft", "sent"]
    assert listed(client, "?state=sent") == ["sent"]
    assert listed(client, "?level=amber") == ["draft"]
    assert listed(client, "?level=amber&state=sent") == []
    assert listed(client, "?state=nonsense") == ["draft", "sent"]


@pytest.mark.parametrize(
    ("who", "draft", "sent"),
    [
        ("chen", 200, 200),
        ("fang", 200, 200),
        ("shen", 200, 200),
        ("li", 404, 200),  # leads the task
        ("zhou", 404, 404),
        ("lin", 404, 200),
        ("wu", 404, 200),
        ("zhao", 404, 404),
        ("he", 404, 404),
        ("guan", 403, 403),
        (None, 302, 302),
    ],
)
def test_who_sees_what(client: Client, plan: Plan, cast: Cast, who: str | None, draft: int, sent: int) -> None:
    one, other = a_draft(plan, cast, "amber", "amber:x"), a_sent_one(plan, cast)
    if who:
        client.force_login(cast[who].user)

    answers = [client.get(f"/planning/notices/{notice.pk}/").status_code for notice in (one, other)]

    assert answers == [draft, sent]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_constant_number_of_questions(
    client: Client, plan: Plan, cast: Cast, count: int, django_assert_num_queries: object
) -> None:
    for n in range(count):
        a_draft(plan, cast, occasion=f"red:{n}")
    client.force_login(cast.chen.user)
    client.get("/planning/notices/")

    with django_assert_num_queries(7) as asked:  # type: ignore[operator]  # a fixture of pytest-django
        client.get("/planning/notices/")

    assert asked.final_queries is not None


def test_the_form_is_one_sheet_and_prints_what_was_asked(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)
    client.force_login(cast.lin.user)

    answer = client.get(f"/planning/notices/{notice.pk}/paper.pdf")
    word = client.get(f"/planning/notices/{notice.pk}/paper.docx")

    reader = PdfReader(io.BytesIO(answer.content))
    text = reader.pages[0].extract_text().replace("\n", "").replace(" ", "")
    assert len(reader.pages) == 1
    assert [word in text for word in ("督办〔2026〕1号", "北辰职业学校", "吴示例", "2026年3月16日")] == [True] * 4
    assert (word.status_code, word.content[:2]) == (200, b"PK")
    assert client.get(f"/planning/notices/{notice.pk}/paper.exe").status_code == 404
