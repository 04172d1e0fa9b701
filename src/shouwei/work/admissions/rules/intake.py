"""What intake figures may say, how they compare with the baseline, and where they differ from the roll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, no

DOUBLE = 2.0
"""招生规模比2018年翻一番: the founding plan's second target."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Persons; None is not known, which is not zero."""

    quota: int | None = None
    applied: int | None = None
    admitted: int | None = None
    registered: int | None = None

    @property
    def fill(self) -> float | None:
        """Registered over quota."""
        return self.registered / self.quota if self.quota and self.registered is not None else None

    @property
    def yield_rate(self) -> float | None:
        """报到率: registered over admitted."""
        return self.registered / self.admitted if self.admitted and self.registered is not None else None


def may_keep(figures: Figures) -> Verdict:
    """Each step is no larger than the one before; a quota may be passed by what the authority later added, so it only asks."""
    if figures.registered is not None and figures.admitted is not None and figures.registered > figures.admitted:
        return no(f"报到{figures.registered}人多于录取{figures.admitted}人，请核对。")
    if figures.admitted is not None and figures.applied is not None and figures.admitted > figures.applied:
        return no(f"录取{figures.admitted}人多于报名{figures.applied}人，请核对。")
    if figures == Figures():
        return no("至少填写招生计划、报名、录取、报到中的一项。")
    return YES


def may_stand(year: int, as_of: date, today: date) -> Verdict:
    """Next year's quota may be known this year; nothing is known of a day to come."""
    if as_of > today:
        return no("截止日期还没有到，请填写当天或以前的日期。")
    if year > today.year + 1:
        return no(f"{year}年的招生还没有开始，请核对年度。")
    return YES


def total(rows: Iterable[Figures]) -> Figures:
    """Sums of what is known; a column nobody has filled stays unknown."""
    known: dict[str, int] = {}
    for row in rows:
        for name in ("quota", "applied", "admitted", "registered"):
            value = getattr(row, name)
            if value is not None:
                known[name] = known.get(name, 0) + value
    return Figures(**known)


@dataclass(frozen=True, slots=True)
class Growth:
    """Where this year's registered stand against the baseline, and against doubling it."""

    registered: int
    baseline: int
    goal: int

    @property
    def times(self) -> float:
        return self.registered / self.baseline

    @property
    def missing(self) -> int:
        return max(0, self.goal - self.registered)


def growth(registered: int | None, baseline: int | None, *, factor: float = DOUBLE) -> Growth | None:
    """None where either is unknown or the baseline is nothing: a multiple of nothing says nothing."""
    if registered is None or not baseline:
        return None
    return Growth(registered, baseline, round(baseline * factor))


Key = tuple[int, str, str, str]
"""school, level, specialty code, category."""


@dataclass(frozen=True, slots=True)
class Difference:
    key: Key
    reported: int
    on_roll: int

    @property
    def by(self) -> int:
        return self.on_roll - self.reported


def differences(reported: Mapping[Key, int], on_roll: Mapping[Key, int]) -> list[Difference]:
    """Where registered and the roll's newcomers disagree, largest first; a missing side is 0 and shows."""
    keys = reported.keys() | on_roll.keys()
    rows = [Difference(key, reported.get(key, 0), on_roll.get(key, 0)) for key in keys]
    return sorted((row for row in rows if row.by), key=lambda row: (-abs(row.by), row.key))
