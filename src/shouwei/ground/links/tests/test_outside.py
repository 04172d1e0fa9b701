"""Errands of outside organisations: when one is written to again, and who prints the letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.cast import Cast

from shouwei.ground.links.purposes import OutsideErrand
from shouwei.ground.links.rules.reminding import may_remind
from shouwei.ground.links.workflows.tell_of_letters import tell_of_letters
from shouwei.ground.notices.models import Notice

from .errand import ASKED

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
OUTSIDE = OutsideErrand(ASKED, stem="test", who="单位", what="确认", issuers=())


@pytest.mark.parametrize(
    ("changed", "why_not"),
    [
        ({}, ""),
        ({"answered": True}, "单位已经答复，不需要催办。"),
        ({"closed": True}, "这次请求已过期关闭，请重新请单位确认。"),
        ({"reminders": 1}, ""),
        ({"reminders": 2}, "已催办2次，不再打扰；请电话联系单位。"),
        (
            {"sent_at": NOW - timedelta(days=5) + timedelta(seconds=1)},
            "发出不满5天，请再等一等。",
        ),  # a second too early
        ({"sent_at": NOW - timedelta(seconds=1), "live": False}, ""),  # it ran out in somebody's hand
    ],
)
def test_when_an_organisation_is_written_to_again(changed: dict[str, Any], why_not: str) -> None:
    values: dict[str, Any] = {
        "answered": False,
        "closed": False,
        "live": True,
        "sent_at": NOW - timedelta(days=5),
        "reminders": 0,
        "now": NOW,
        "who": "单位",
        "what": "确认",
    }

    verdict = may_remind(**(values | changed))

    assert (bool(verdict), verdict.reason) == (not why_not, why_not)


def test_letters_of_the_group_wait_for_its_secretariat_once_a_day_in_shanghai(cast: Cast) -> None:
    """From midnight to eight in the morning it is still yesterday in Greenwich."""
    night, morning = datetime(2026, 8, 31, 16, tzinfo=UTC), datetime(2026, 9, 1, 2, tzinfo=UTC)
    issuer = cast.chen.organisation

    for moment in (night - timedelta(seconds=1), night, morning):
        tell_of_letters(OUTSIDE, 2, issuer=issuer, by=cast.wu, now=moment)

    text, url = "有2封“确认示例事项”信函待打印寄给单位", "/links/?purpose=test_asked"
    assert list(Notice.objects.order_by("pk").values_list("to", "text", "url", "key")) == [
        (cast.chen.pk, text, url, f"test-letters:{issuer.pk}:2026-08-31"),
        (cast.chen.pk, text, url, f"test-letters:{issuer.pk}:2026-09-01"),
    ]


def test_letters_of_whoever_asks_in_his_own_name_wait_for_himself(cast: Cast) -> None:
    tell_of_letters(OUTSIDE, 1, issuer=cast.north, by=cast.lin, now=NOW)

    assert list(Notice.objects.values_list("to", flat=True)) == [cast.lin.pk]
