"""Working days around holidays and worked weekends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.ground.calendar.rules.working_days import add_days, add_working_days, last_working_day, next_working_day

# 2026: 1–3 May off, Saturday 9 May worked (as an example table)
TABLE = {date(2026, 5, 1): False, date(2026, 5, 4): False, date(2026, 5, 5): False, date(2026, 5, 9): True}


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 4, 30), 0, date(2026, 4, 30)),
        (date(2026, 4, 30), 1, date(2026, 5, 6)),  # over the holiday
        (date(2026, 5, 8), 1, date(2026, 5, 9)),  # a worked Saturday
        (date(2026, 5, 8), 2, date(2026, 5, 11)),
    ],
)
def test_counting_skips_what_is_not_worked(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, TABLE) == expected


def test_natural_days_take_no_notice() -> None:
    assert add_days(date(2026, 4, 30), 20, working=False, exceptions=TABLE) == date(2026, 5, 20)


def test_a_meeting_on_a_holiday_moves() -> None:
    assert next_working_day(date(2026, 5, 1), TABLE) == date(2026, 5, 6)
    assert last_working_day(date(2026, 5, 1), date(2026, 5, 10), TABLE) == date(2026, 5, 9)
    assert last_working_day(date(2026, 5, 1), date(2026, 5, 5), TABLE) == date(2026, 5, 5)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 60),
    st.dictionaries(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.booleans(), max_size=30),
)
def test_the_days_between_hold_exactly_so_many_working_days(day: date, count: int, table: dict[date, bool]) -> None:
    end = add_working_days(day, count, table)

    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]

    assert sum(table.get(d, d.weekday() < 5) for d in between) == count
