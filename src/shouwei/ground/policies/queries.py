"""What holds on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from .models import Version
from .rules.settings import SETTINGS, Value, in_force


def value_of(name: str, day: date) -> Value:
    """One query."""
    rows = Version.objects.filter(name=name).values_list("since", "pk", "value")
    return in_force(rows, day, SETTINGS[name].default)


def number_of(name: str, day: date) -> int:
    """``value_of`` for a setting that is a number."""
    value = value_of(name, day)
    assert isinstance(value, int)
    return value


def values_on(day: date) -> dict[str, Value]:
    """Every setting, one query."""
    found: defaultdict[str, list[tuple[date, int, Value]]] = defaultdict(list)
    for name, since, pk, value in Version.objects.values_list("name", "since", "pk", "value"):
        found[name].append((since, pk, value))
    return {name: in_force(found[name], day, setting.default) for name, setting in SETTINGS.items()}
