"""A month with its 旬, holidays and deadlines."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.ground.calendar.models import Holiday
from shouwei.oversight.planning.models import Plan
from shouwei.oversight.planning.pages.calendar_view import month_wanted
from shouwei.oversight.planning.queries.timetable import weeks_of

from .programme_stories import registered

DAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2026-12", date(2026, 12, 1)),
        ("", date(2026, 6, 1)),
        ("2026-13", date(2026, 6, 1)),
        ("1999-01", date(2026, 6, 1)),
        ("2026-1", date(2026, 6, 1)),
    ],
)
def test_the_month_of_the_address(asked: str, first: date) -> None:
    assert month_wanted(asked, DAY) == first


def test_a_month_is_whole_weeks_with_its_tendays() -> None:
    weeks = weeks_of(date(2026, 2, 1), [], {date(2026, 2, 14): True}, {date(2026, 2, 14): "春节调休"}, DAY)
    days = [day for week in weeks for day in week]

    assert (days[0].day, days[-1].day, len(weeks)) == (date(2026, 1, 26), date(2026, 3, 1), 5)
    assert [(d.day.day, d.tenday) for d in days if d.tenday and not d.outside] == [
        (1, "上旬"),
        (11, "中旬"),
        (21, "下旬"),
    ]
    worked = next(d for d in days if d.day == date(2026, 2, 14))
    assert (worked.off, worked.note) == (False, "班 春节调休")


def test_the_page_shows_deadlines_and_leads_to_the_neighbours(
    client: Client, cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())
    Holiday.objects.create(day=date(2026, 12, 31), name="示例假日")
    client.force_login(cast.lin.user)

    page = client.get(f"/planning/plans/{plan.pk}/calendar/?month=2026-12")

    assert [(e.day, e.kind) for e in page.context["entries"]] == [(date(2026, 12, 31), "任务期限")]
    assert (page.context["previous"], page.context["next"]) == ("2026-11", "2027-01")
    assert "示例假日" in page.content.decode()
    registered(plan, cast)  # a measure of 专业建设部 for 31 May
    for who, label in (("li", "任务1 第1步"), ("chen", "1条举措到期，尚未登记完成"), ("lin", None)):
        client.force_login(cast[who].user)
        entries = client.get(f"/planning/plans/{plan.pk}/calendar/?month=2026-05").context["entries"]
        assert [(e.label, e.state) for e in entries if e.kind == "举措期限"] == ([(label, "overdue")] if label else [])
    assert client.get(f"/planning/plans/{plan.pk}/calendar/?month=2026-03").context["entries"][0].label == (
        "工作方案报送期限（3项任务）"
    )
