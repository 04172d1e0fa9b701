"""Settings: dated, bounded, explained; what was decided before stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.policies.models import Version
from shouwei.ground.policies.queries import value_of, values_on
from shouwei.ground.policies.rules.settings import SETTINGS, in_force, may_set
from shouwei.ground.policies.workflows.set_value import set_value

DAY = date(2026, 4, 15)


@pytest.mark.django_db
def test_a_value_holds_from_its_day_and_the_one_before_until_then(cast: Cast) -> None:
    later = DAY + timedelta(days=10)

    set_value("notice.sign_days", 3, since=later, why="秘书处会议", by=cast.chen, today=DAY)

    held = [value_of("notice.sign_days", day) for day in (DAY, later - timedelta(days=1), later)]
    assert (held, values_on(later)["notice.sign_days"]) == ([1, 1, 3], 3)
    event = Event.objects.get()
    assert (event.what, event.why, event.changes) == ("调整设置：签收期限", "秘书处会议", {"签收期限": [1, 3]})


@pytest.mark.django_db
def test_undo_is_a_version_with_the_value_before(cast: Cast) -> None:
    for value in (3, 1):
        set_value("notice.sign_days", value, since=DAY, why="x", by=cast.chen, today=DAY)

    assert value_of("notice.sign_days", DAY) == 1
    assert list(Version.objects.order_by("pk").values_list("value", flat=True)) == [3, 1]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": 0}, "应在1到10个工作日之间"),
        ({"value": 11}, "应在1到10个工作日之间"),
        ({"value": "3"}, "应为整数"),
        ({"value": True}, "应为整数"),
        ({"why": " "}, "请填写调整原因"),
        ({"since": DAY - timedelta(days=1)}, "不能早于今天"),
        ({"value": 1}, "已是这个值"),
        ({"name": "law"}, "没有这项设置"),
    ],
)
@pytest.mark.django_db
def test_what_may_not_be_set(cast: Cast, changed: dict[str, Any], sentence: str) -> None:
    wanted: dict[str, Any] = {"name": "notice.sign_days", "value": 3, "since": DAY, "why": "会议"} | changed

    with pytest.raises(Refused, match=sentence):
        set_value(**wanted, by=cast.chen, today=DAY)

    assert (Version.objects.count(), Event.objects.count()) == (0, 0)


def test_every_default_is_within_its_own_limits() -> None:
    refused = {
        name: may_set(name, s.default, why="x", since=DAY, today=DAY, now="something else").reason
        for name, s in SETTINGS.items()
    }

    assert {name: reason for name, reason in refused.items() if reason} == {}


@given(st.lists(st.tuples(st.dates(), st.integers(1, 9), st.integers(0, 99)), max_size=5), st.dates())
def test_the_latest_begun_holds(versions: list[tuple[date, int, int]], day: date) -> None:
    value = in_force(versions, day, 0)

    begun = sorted(v for v in versions if v[0] <= day)
    assert value in ({v[2] for v in begun if v[:2] == begun[-1][:2]} if begun else {0})
