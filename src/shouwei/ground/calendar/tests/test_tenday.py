"""旬 tile the year: 36 of them, 8 to 11 days long."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shouwei.ground.calendar.rules.tenday import Tenday, month_end, tenday_of

days = st.dates(date(1990, 1, 11), date(2100, 12, 20))


@given(days)
def test_every_day_lies_in_one_tenday_and_they_follow_on_one_another(day: date) -> None:
    tenday = tenday_of(day)

    assert tenday.first <= day <= tenday.last
    assert 8 <= (tenday.last - tenday.first).days + 1 <= 11
    assert (tenday.next.first, tenday.previous.last) == (
        tenday.last + timedelta(days=1),
        tenday.first - timedelta(days=1),
    )
    assert tenday.next.previous == tenday


@given(st.integers(1990, 2100))
def test_a_year_has_thirty_six(year: int) -> None:
    assert len({tenday_of(date(year, 1, 1) + timedelta(days=n)) for n in range(365)}) == 36


def test_a_tenday_is_called_by_its_name() -> None:
    assert [tenday_of(date(2019, 6, day)).label for day in (1, 10, 11, 20, 21, 30)] == [
        "2019年6月上旬",
        "2019年6月上旬",
        "2019年6月中旬",
        "2019年6月中旬",
        "2019年6月下旬",
        "2019年6月下旬",
    ]
    assert Tenday(2024, 2, 2).last == month_end(2024, 2) == date(2024, 2, 29)
