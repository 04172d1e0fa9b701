"""What day it is, in Shanghai."""

from datetime import UTC, date, datetime

import pytest

from shouwei.core.clock import day_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 8, 31, 15, 59, 59, tzinfo=UTC), date(2026, 8, 31)),  # a second before midnight
        (datetime(2026, 8, 31, 16, tzinfo=UTC), date(2026, 9, 1)),  # midnight
        (datetime(2026, 8, 31, 23, 59, tzinfo=UTC), date(2026, 9, 1)),  # a minute before eight in the morning
        (datetime(2026, 9, 1, 0, tzinfo=UTC), date(2026, 9, 1)),
    ],
)
def test_a_moment_lies_on_the_day_in_shanghai(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
