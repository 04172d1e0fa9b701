"""Small pictures in templates: the geometry comes from ``core.pictures``."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template

from shouwei.core import pictures
from shouwei.core.templatetags.screen import as_date, as_number, plain

register = template.Library()


def part(row: Any, name: str) -> Any:
    """A value of a row given as dict or as object; None where the row has none."""
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


@register.filter
def on_scale(value: object) -> float:
    """A percentage as a coordinate 0..100."""
    return pictures.within(float(as_number(value) or 0))


@register.filter
def share_of(value: object, total: object) -> float:
    """How much of the total is done, in per cent."""
    return pictures.share(float(as_number(value) or 0), float(as_number(total) or 0))


@register.filter
def pace(value: object, expected: object) -> str:
    """Ahead or behind the share of time elapsed, in words."""
    done, due = as_number(value), as_number(expected)
    if done is None or due is None:
        return ""
    if done == due:
        return "与序时进度持平"
    return f"{'超前' if done > due else '落后'} {plain(abs(done - due), 1)} 个百分点"


@register.filter
def bar_rows(rows: Iterable[Any], whole: object = None) -> list[dict[str, Any]]:
    """Rows of a bar picture with their width; the longest bar is full when no whole is given."""
    listed = list(rows)
    values = [float(as_number(part(row, "value")) or 0) for row in listed]
    full = float(as_number(whole) or 0) or max(values, default=0.0)
    names = ("label", "value", "url", "state", "note")
    return [
        {name: part(row, name) for name in names} | {"width": pictures.share(value, full)}
        for row, value in zip(listed, values, strict=True)
    ]


@register.filter
def spark_points(values: Sequence[Any]) -> str:
    """Points of a sparkline in a box 100 × 24, between the least and the greatest value."""
    numbers = [None if as_number(value) is None else float(as_number(value) or 0) for value in values]
    known = [number for number in numbers if number is not None]
    if not known:
        return ""
    low, high = (min(known), max(known)) if max(known) > min(known) else (min(known) - 1, max(known) + 1)
    return pictures.line_points(numbers, height=24, low=low, high=high)


@register.filter
def gantt_rows(rows: Iterable[Any], axis: Mapping[str, date]) -> list[dict[str, Any]]:
    """Rows of a Gantt picture with the place of their bar; a row without dates has none."""
    placed = []
    for row in rows:
        start, end = as_date(part(row, "start")), as_date(part(row, "end"))
        known = {name: part(row, name) for name in ("label", "url", "state", "state_label", "progress", "note")}
        bar = pictures.span(start, end, first=axis["first"], last=axis["last"]) if start and end else None
        done = round(bar.width * pictures.within(float(as_number(known["progress"]) or 0)) / 100, 2) if bar else 0
        placed.append(known | {"start": start, "end": end, "bar": bar, "done": done})
    return placed


@register.simple_tag
def gantt_axis(first: date | str, last: date | str, today: date | str | None = None) -> dict[str, Any]:
    """The axis of a Gantt picture: its ends, its months with their stretch, and where today stands."""
    start, end, now = as_date(first), as_date(last), as_date(today)
    if start is None or end is None:
        raise ValueError("a gantt needs first and last: dates or ISO texts")
    months = pictures.months_between(start, end)
    return {
        "first": start,
        "last": end,
        "months": [
            {
                "label": pictures.month_label(month, months=len(months)),
                "x": pictures.span(month, month, first=start, last=end).x,
            }
            for month in months
        ],
        "today": pictures.span(now, now, first=start, last=end).x if now and start <= now <= end else None,
    }
