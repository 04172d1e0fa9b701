"""Programmes by how well they fill and how many of their graduates stay to work in the city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from shouwei.oversight.indicators.rules.suppression import LEAST

LARGEST = 26.0
"""Radius of the largest point, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Programme:
    """``quota``, ``registered``: of the intake year; ``graduates``, ``employed``, ``local``: of the cohort. None is unknown."""

    key: str
    school: str
    name: str
    level: str
    quota: int | None
    registered: int | None
    graduates: int
    employed: int
    local: int

    @property
    def fill(self) -> float | None:
        """Registered over quota; None when unknown or a small group."""
        if not self.quota or self.registered is None or 0 < self.registered < LEAST:
            return None
        return self.registered / self.quota

    @property
    def is_small(self) -> bool:
        """Whether its local rate would tell of fewer than five persons, here or elsewhere."""
        away = self.employed - self.local
        return 0 < self.local < LEAST or 0 < away < LEAST or 0 < self.employed < LEAST or 0 < self.graduates < LEAST

    @property
    def rate(self) -> float | None:
        return self.local / self.employed if self.employed and not self.is_small else None

    @property
    def plotted(self) -> bool:
        return self.fill is not None and self.rate is not None


@dataclass(frozen=True, slots=True)
class Means:
    """Of those plotted alone, so that nobody left out can be worked out from them; weighed by persons."""

    fill: float
    rate: float


def means(rows: Iterable[Programme]) -> Means | None:
    shown = [row for row in rows if row.plotted]
    if not shown:
        return None
    quota = sum(row.quota or 0 for row in shown)
    employed = sum(row.employed for row in shown)
    return Means(sum(row.registered or 0 for row in shown) / quota, sum(row.local for row in shown) / employed)


def quarter(row: Programme, mean: Means) -> str:
    """On a mean counts as above it."""
    full, local = (row.fill or 0) >= mean.fill, (row.rate or 0) >= mean.rate
    return {
        (True, True): "招生好、留得住",
        (True, False): "招生好、外流多",
        (False, True): "招生弱、留得住",
        (False, False): "招生弱、外流多",
    }[full, local]


def radius(graduates: int, most: int) -> float:
    """Areas in proportion to persons, never too small to see."""
    return max(6.0, LARGEST * sqrt(graduates / most)) if most else 6.0
