"""Geometry of the small pictures, in a box 0..100 wide: SVG attributes instead of inline styles, which our CSP forbids.

Pure Python: numbers and dates in, coordinates out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 100.0


@dataclass(frozen=True)
class Span:
    """A horizontal stretch: where it begins and how wide it is, in per cent of the picture."""

    x: float
    width: float


def within(value: float, low: float = 0.0, high: float = WIDTH) -> float:
    """The value, kept between its ends and rounded to two places."""
    return round(max(low, min(high, value)), 2)


def share(value: float, whole: float) -> float:
    """``value`` as per cent of ``whole``; nothing of nothing is 0."""
    return within(value / whole * WIDTH) if whole > 0 else 0.0


def span(start: date, end: date, *, first: date, last: date) -> Span:
    """The days from start to end (both counted) on an axis from first to last (both counted)."""
    days = (last - first).days + 1
    left = within((start - first).days / days * WIDTH)
    right = within(((end - first).days + 1) / days * WIDTH)
    return Span(x=left, width=round(max(right - left, 0.0), 2))


def line_points(values: Sequence[float | None], *, height: float, low: float, high: float) -> str:
    """SVG points of a line through the values, evenly spaced; unknown values are left out, not drawn as 0."""
    step = WIDTH / (len(values) - 1) if len(values) > 1 else 0.0
    spread = high - low or 1.0
    points = [
        f"{round(place * step, 2):g},{round(height - (value - low) / spread * height, 2):g}"
        for place, value in enumerate(values)
        if value is not None
    ]
    return " ".join(points)


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month touched by the axis, the first one included even when the axis starts later in it."""
    months = [first.replace(day=1)]
    while (months[-1].year, months[-1].month) < (last.year, last.month):
        latest = months[-1]
        months.append(date(latest.year + latest.month // 12, latest.month % 12 + 1, 1))
    return months


def month_label(month: date, *, months: int) -> str:
    """What stands at a month of the axis: every month up to a year and a bit, quarters up to four years, then years only."""
    if month.month == 1 and months > 12:
        return f"{month.year}年"
    step = 1 if months <= 14 else 3 if months <= 48 else 12
    return f"{month.month}月" if (month.month - 1) % step == 0 and step < 12 else ""
