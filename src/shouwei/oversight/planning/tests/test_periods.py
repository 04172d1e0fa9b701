"""Periods tile the calendar: every day lies in exactly one, and they follow on one another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.planning.rules.periods import Period, period_before, period_of, week_of

days = st.dates(date(2000, 1, 11), date(2099, 12, 20))


@pytest.mark.parametrize("rhythm", ["month", "tenday"])
@given(day=days)
def test_a_day_lies_in_its_period_and_the_one_before_ends_the_day_before(rhythm: str, day: date) -> None:
    period = period_of(day, rhythm)

    assert period.first <= day <= period.last
    assert period_before(period, rhythm).last == period.first - timedelta(days=1)
    assert {period_of(period.first, rhythm), period_of(period.last, rhythm)} == {period}


@given(day=days)
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    week = week_of(day)

    assert (week.first.weekday(), week.last.weekday(), (week.last - week.first).days) == (0, 6, 6)
    assert week.first <= day <= week.last


def test_periods_are_named_as_people_say_them() -> None:
    assert [period_of(date(2026, 2, 28), rhythm) for rhythm in ("month", "tenday")] == [
        Period(date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        Period(date(2026, 2, 21), date(2026, 2, 28), "2026年2月下旬"),
    ]
