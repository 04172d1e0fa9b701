"""Paths, people missing and forecasts."""

from __future__ import annotations

from datetime import date

import pytest

from shouwei.oversight.indicators.rules.paths import (
    Forecast,
    Path,
    elapsed,
    forecast,
    picture,
    progress,
    standing,
    still_needed,
)

PATH = Path(2018, 20.0, 2021, 70.0)


@pytest.mark.parametrize(("year", "due"), [(2017, 20.0), (2018, 20.0), (2021, 70.0), (2022, 70.0)])
def test_the_way_is_straight_between_its_ends(year: int, due: float) -> None:
    assert PATH.due(year) == due


def test_on_track_means_at_least_where_the_way_stands() -> None:
    assert standing(PATH, year=2021, value=70.0).on_track
    assert not standing(PATH, year=2021, value=69.9).on_track
    assert standing(PATH, year=2018, value=29.0).by == 9.0
    assert (elapsed(PATH, date(2018, 12, 31)), elapsed(PATH, date(2030, 1, 1))) == (0.0, 100.0)
    assert (progress(PATH, 45.0), progress(PATH, 10.0)) == (50.0, 0.0)


@pytest.mark.parametrize(
    ("numerator", "denominator", "goal", "needed"),
    [(69, 100, 0.7, 1), (70, 100, 0.7, 0), (0, 3, 0.7, 3), (9, 0, 0.7, 0)],
)
def test_people_still_needed(numerator: int, denominator: int, goal: float, needed: int) -> None:
    assert still_needed(numerator=numerator, denominator=denominator, goal=goal) == needed


def test_a_forecast_needs_three_years_and_says_how_sure_it_is() -> None:
    assert forecast([(2019, 20.0), (2020, 29.0)], year=2021) is None
    assert forecast([(2018, 1.0), (2019, 2.0), (2020, 3.0)], year=2021) == Forecast(2021, 4.0, 4.0, 4.0, 3)
    found = forecast([(2018, 1.0), (2019, 3.0), (2020, 2.0)], year=2021)
    # By hand: slope 0.5, mean 2; residuals -0.5, 1, -0.5 → s² = 1.5; half = 12.706 · √(1.5 · (1 + 1/3 + 4/2)).
    assert found is not None
    assert (found.value, round(found.high - found.value, 3)) == (3.0, 28.411)
    # No rate lies under 0 or over 100, and a line without any error says nothing of its error.
    most = forecast([(2018, 80.0), (2019, 98.0), (2020, 99.0)], year=2022, most=100.0)
    assert (found.low, most.value if most else 0, most.high if most else 0) == (0.0, 100.0, 100.0)
    flat = forecast([(2018, 80.0), (2019, 80.0), (2020, 80.0)], year=2021)
    assert (found.has_spread, flat is not None and flat.has_spread) == (True, False)


def test_a_picture_needs_a_figure() -> None:
    assert picture([], PATH, None) is None
    drawn = picture([(2019, 20.0), (2020, 29.0)], PATH, None)
    assert drawn is not None
    assert drawn.ticks == ((10.0, 2018), (110.0, 2019), (210.0, 2020), (310.0, 2021))
    assert drawn.band == ""
    stepped = picture([(2019, 20.0)], Path(2018, 20.0, 2020, 70.0, ((2019, 30.0),)), None)
    assert stepped is not None
    assert stepped.goal.count(",") == 3  # over its steps, not straight past them
