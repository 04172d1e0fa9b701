"""The geometry of small pictures: edges of the axis, unknown values, long axes."""

import sys
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from shouwei.core.pictures import Span, line_points, month_label, months_between, share, span, within

MARCH = date(2019, 3, 1)
CHRISTMAS = date(2019, 12, 25)


@pytest.mark.parametrize(
    ("value", "whole", "expected"),
    [
        (50, 200, 25.0),
        (200, 200, 100.0),  # exactly
        (201, 200, 100.0),  # one more: the bar stays in its box
        (-1, 200, 0.0),
        (1, 3, 33.33),
        (0, 0, 0.0),  # nothing of nothing
    ],
)
def test_a_share_stays_in_its_box(value: Any, whole: Any, expected: Any) -> None:
    assert share(value, whole) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2019, 3, 1), date(2019, 3, 10), Span(0.0, 100.0)),
        (date(2019, 3, 1), date(2019, 3, 1), Span(0.0, 10.0)),  # one day has a width
        (date(2019, 3, 10), date(2019, 3, 10), Span(90.0, 10.0)),  # the last day
        (date(2019, 2, 1), date(2019, 3, 5), Span(0.0, 50.0)),  # begun before the axis
        (date(2019, 3, 6), date(2019, 4, 30), Span(50.0, 50.0)),  # ends after it
        (date(2019, 5, 1), date(2019, 5, 2), Span(100.0, 0.0)),  # wholly outside
    ],
)
def test_a_span_counts_both_its_days(start: Any, end: Any, expected: Any) -> None:
    assert span(start, end, first=date(2019, 3, 1), last=date(2019, 3, 10)) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 2000), st.integers(-500, 2500), st.integers(0, 800))
def test_a_span_never_leaves_the_picture(first: date, length: int, offset: int, days: int) -> None:
    start = first + timedelta(days=offset)

    bar = span(start, start + timedelta(days=days), first=first, last=first + timedelta(days=length))

    assert (0 <= bar.x <= 100, bar.width >= 0, bar.x + bar.width <= 100.01) == (True, True, True)


def test_a_first_draw_waits_for_no_page_to_be_read() -> None:
    """Hypothesis reads every module of ours it has not met; a thousand of them took the draws above over their second."""
    before = set(sys.modules)

    get_resolver().url_patterns  # noqa: B018 - loads every page

    assert {name for name in set(sys.modules) - before if name.startswith("shouwei.")} == set()


def test_unknown_values_are_left_out_of_a_line_and_not_drawn_as_nothing() -> None:
    assert line_points([0, None, 10], height=24, low=0, high=10) == "0,24 100,0"


def test_a_line_of_one_value_is_one_point() -> None:
    assert line_points([7], height=24, low=6, high=8) == "0,12"


def test_months_of_an_axis_cross_the_year() -> None:
    assert months_between(date(2019, 11, 20), date(2020, 2, 1)) == [
        date(2019, 11, 1),
        date(2019, 12, 1),
        date(2020, 1, 1),
        date(2020, 2, 1),
    ]


@pytest.mark.parametrize(
    ("month", "months", "expected"),
    [
        (date(2019, 1, 1), 12, "1月"),
        (date(2019, 1, 1), 13, "2019年"),
        (date(2019, 2, 1), 14, "2月"),
        (date(2019, 2, 1), 15, ""),
        (date(2019, 4, 1), 48, "4月"),
        (date(2019, 4, 1), 49, ""),
    ],
)
def test_a_long_axis_names_fewer_months(month: date, months: int, expected: Any) -> None:
    assert month_label(month, months=months) == expected


def test_within_rounds_to_two_places() -> None:
    assert [within(12.3456), within(120), within(-3)] == [12.35, 100, 0]
