"""From a baseline to a goal: where one should stand, where one stands, how many are missing, and what is to be expected.

The forecast is a straight line by least squares over the years, with the prediction interval of one new year (95 %, Student's t with
n − 2 degrees of freedom); it refuses below three years.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from shouwei.core.verdict import YES, Verdict, no

LEAST_YEARS = 3
STUDENT_95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
"""Two-sided 95 % points of Student's t for 1 to 10 degrees of freedom; 1.96 is never reached with yearly figures."""


@dataclass(frozen=True, slots=True)
class Path:
    from_year: int
    from_value: float
    to_year: int
    to_value: float
    steps: tuple[tuple[int, float], ...] = ()
    """Years between with a goal of their own, in order."""

    @property
    def corners(self) -> list[tuple[int, float]]:
        return [(self.from_year, self.from_value), *self.steps, (self.to_year, self.to_value)]

    def due(self, year: float) -> float:
        """Where the way from baseline over the steps to the goal stands in a year, straight between two; flat before and after."""
        if year <= self.from_year:
            return self.from_value
        for (first, low), (last, high) in pairwise(self.corners):
            if year <= last:
                return low + (high - low) * (year - first) / (last - first)
        return self.to_value

    @property
    def years(self) -> range:
        return range(self.from_year, self.to_year + 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """``by``: value minus what was due, in the figure's unit."""

    due: float
    by: float

    @property
    def on_track(self) -> bool:
        return self.by >= -1e-9


@dataclass(frozen=True, slots=True)
class Forecast:
    year: int
    value: float
    low: float
    high: float
    years: int

    @property
    def has_spread(self) -> bool:
        """False when all years lie on the line: then nothing is known of how far the next may be off it."""
        return self.high - self.low > 1e-9


def standing(path: Path, *, year: int, value: float) -> Standing:
    return Standing(path.due(year), value - path.due(year))


def elapsed(path: Path, day: date) -> float:
    """Per cent of the way's time gone by at the end of ``day``; the tick on a bar."""
    first, last = date(path.from_year, 12, 31), date(path.to_year, 12, 31)
    return min(100.0, max(0.0, (day - first).days / (last - first).days * 100))


def progress(path: Path, value: float) -> float:
    """Per cent of the way gone; the way back is none."""
    return (
        min(100.0, max(0.0, (value - path.from_value) / (path.to_value - path.from_value) * 100))
        if (path.to_value != path.from_value)
        else 100.0
    )


def still_needed(*, numerator: int, denominator: int, goal: float) -> int:
    """People missing to the goal (``goal``: numerator over denominator) with the denominator as it stands."""
    return max(0, math.ceil(round(goal * denominator, 9)) - numerator)


def forecast(points: Sequence[tuple[int, float]], *, year: int, most: float = math.inf) -> Forecast | None:
    """None below three years: a line through two points has no spread to speak of. Nothing is below none or above ``most``."""
    n = len(points)
    if n < LEAST_YEARS:
        return None
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    t = STUDENT_95[min(n - 2, len(STUDENT_95)) - 1]
    half = t * math.sqrt(rest / (n - 2) * (1 + 1 / n + (year - mean_x) ** 2 / spread))
    value = mean_y + slope * (year - mean_x)
    value, low, high = (min(most, max(0.0, one)) for one in (value, value - half, value + half))
    return Forecast(year, value, low, high, n)


@dataclass(frozen=True, slots=True)
class Picture:
    """Coordinates in a box 320 wide and 140 high; ``ticks``: (x, year)."""

    line: str
    goal: str
    band: str
    dots: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, int], ...]
    low: float
    high: float


def picture(points: Sequence[tuple[int, float]], path: Path | None, ahead: Forecast | None) -> Picture | None:
    """None with nothing to draw. The forecast's band is cut off at the ends of the picture, which fits figures and goal."""
    years = [x for x, _ in points] + ([path.from_year, path.to_year] if path else []) + ([ahead.year] if ahead else [])
    heights = (
        [y for _, y in points]
        + ([value for _, value in path.corners] if path else [])
        + ([ahead.value] if ahead else [])
    )
    if not points:
        return None
    first, last, low, high = min(years), max(years), min(0.0, *heights), max(heights) * 1.15 or 1.0

    def at(year: float, value: float) -> tuple[float, float]:
        x = 10 + (year - first) / ((last - first) or 1) * 300
        return round(x, 1), round(120 - (min(high, max(low, value)) - low) / (high - low) * 110, 1)

    def said(*places: tuple[float, float]) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in places)

    newest = points[-1]
    band = ""
    if ahead and ahead.has_spread and ahead.year > newest[0]:
        band = said(at(*newest), at(ahead.year, ahead.high), at(ahead.year, ahead.low))
    return Picture(
        line=said(*(at(*point) for point in points)),
        goal=said(*(at(*corner) for corner in path.corners)) if path else "",
        band=band,
        dots=tuple(at(*point) for point in points),
        ticks=tuple((at(year, 0)[0], year) for year in range(first, last + 1)),
        low=low,
        high=high,
    )


RANGE = {"coverage": (0.0, 100.0), "local": (0.0, 100.0), "intake": (0.0, 100.0)}
"""Per cent, per cent, times."""


APART = re.compile(r"[\s；;，,、]+")


def steps_in(text: str) -> dict[int, float]:
    """Year → value out of ``2027 45；2028 55``, or a line each. Raises ``ValueError`` with the sentence."""
    words = [word for word in APART.split(text) if word]
    try:
        steps = [(int(year), float(value)) for year, value in zip(words[::2], words[1::2], strict=True)]
    except ValueError as wrong:
        raise ValueError(f"“{text.strip()}”：请按“年份 数值”填写。") from wrong
    years = [year for year, _ in steps]
    if twice := [year for year in years if years.count(year) > 1]:
        raise ValueError(f"“{text.strip()}”：{twice[0]}年写了两次，请只保留一次。")
    return dict(steps)


def steps_said(steps: Mapping[str, float] | Mapping[int, float], apart: str = "；") -> str:
    """What :func:`steps_in` reads back, to the last decimal."""
    return apart.join(f"{year} {str(value).removesuffix('.0')}" for year, value in sorted(steps.items()))


def wrong_with_goal(
    *,
    target: str,
    from_year: int,
    to_year: int,
    from_value: float,
    to_value: float,
    steps: Mapping[int, float],
    source: str,
) -> tuple[str, str] | None:
    """Field and sentence."""
    if to_year <= from_year:
        return "to_year", f"目标年度{to_year}须晚于基期年度{from_year}。"
    low, high = RANGE[target]
    values = [("from_value", from_value), ("to_value", to_value), *(("steps", value) for value in steps.values())]
    if wrong := [(field, value) for field, value in values if not low <= value <= high]:
        field, value = wrong[0]
        return field, f"数值{value:g}超出范围，须在{low:g}到{high:g}之间。"
    if outside := [year for year in steps if not from_year < year < to_year]:
        return "steps", f"{outside[0]}年不在基期{from_year}年和目标{to_year}年之间。"
    return None if source.strip() else ("source", "请填写依据，例如方案文号或会议。")


def may_set_goal(
    *,
    target: str,
    from_year: int,
    to_year: int,
    from_value: float,
    to_value: float,
    steps: Mapping[int, float],
    source: str,
) -> Verdict:
    wrong = wrong_with_goal(
        target=target,
        from_year=from_year,
        to_year=to_year,
        from_value=from_value,
        to_value=to_value,
        steps=steps,
        source=source,
    )
    return no(wrong[1]) if wrong else YES


@dataclass(frozen=True, slots=True)
class Doubling:
    """翻一番: twice the baseline. ``missing``: people still to come; None without a baseline or a figure."""

    base: int | None
    now: int | None

    @property
    def times(self) -> float | None:
        return self.now / self.base if self.now is not None and self.base else None

    @property
    def missing(self) -> int | None:
        return max(0, 2 * self.base - self.now) if self.now is not None and self.base else None

    @property
    def is_doubled(self) -> bool:
        return self.missing == 0
