"""What is wanted: the goals, the order in which they count, and how long to look."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real

import numpy as np

from shouwei.engine.quotas.data import Ints, PlanData, whole
from shouwei.engine.quotas.faults import BadParameter, WrongShape

GOALS = ("growth", "coverage", "demand", "adults")
MEASURES = (*GOALS, "disruption", "hires", "cost")
"""What can be minimised: students missing to the growth, lead industries without an open programme, students missing to the
demand, adults missing to their least number, disruption, teachers hired, money over all years."""
CHANGE = 30
"""One programme opened or closed disrupts as much as thirty classes more or fewer."""


@dataclass(frozen=True)
class Targets:
    """growth: intake of the last year as a multiple of the base.  adults_count: adults count towards it.

    adult_least: least number of adults by category and year, int[A, T]; absent means none.
    """

    growth: float = 2.0
    adults_count: bool = False
    adult_least: Ints | None = None

    def __post_init__(self) -> None:
        if not (_finite(self.growth) and 0 <= self.growth <= 100):
            raise BadParameter(f"growth is {self.growth}, allowed are 0 to 100 times the base")
        if self.adult_least is not None:
            object.__setattr__(self, "adult_least", whole("adult_least", self.adult_least))

    def intake(self, data: PlanData) -> int:
        """Students wanted in the last year.  The small number keeps 1.1 x 10 at 11."""
        return math.ceil(self.growth * data.base_intake - 1e-9)

    def adults(self, data: PlanData) -> Ints:
        shape = (len(data.adult_categories), len(data.years))
        least = whole("adult_least", np.zeros(shape)) if self.adult_least is None else self.adult_least
        if least.shape != shape:
            raise WrongShape(f"adult_least has shape {least.shape}, expected {shape}")
        return least


@dataclass(frozen=True)
class Stages:
    """Lexicographic: each measure is minimised among the plans that are best in all measures before it."""

    order: tuple[str, ...] = ("growth", "coverage", "demand", "adults", "disruption", "cost")

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", tuple(self.order))
        _known(self.order)
        if not self.order or len(set(self.order)) != len(self.order):
            raise BadParameter(f"stages are {self.order}: name each measure once, and at least one")


@dataclass(frozen=True)
class Weights:
    """One sum instead of stages.  Simple, and it hides errors of unit; kept for the comparison of formulations."""

    of: Mapping[str, float] = field(
        default_factory=lambda: {
            "growth": 1000,
            "coverage": 20000,
            "demand": 40,
            "adults": 40,
            "disruption": 1,
            "hires": 3,
        }
    )

    def __post_init__(self) -> None:
        _known(tuple(self.of))
        if not self.of:
            raise BadParameter("weights are empty: name at least one measure")
        for name, weight in self.of.items():
            if not (_finite(weight) and 0 < weight <= 1e6):
                raise BadParameter(f"the weight of {name} is {weight}, allowed are more than 0 to 1,000,000")


@dataclass(frozen=True)
class Effort:
    """When to stop: seconds per stage (wall clock) and relative gap.

    cpu: seconds of processor per stage, which other work on the machine does not shorten; None for no limit.  It and ``seconds``
    are all that may make two runs differ.
    nodes: most nodes of the search tree per stage, the repeatable way to limit the work; None for no limit.
    by_school: bounds and first plans from single schools; None: for groups of some size, where it pays.
    """

    seconds: float = 600.0
    gap: float = 1e-3
    nodes: int | None = None
    seed: int = 1
    by_school: bool | None = None
    cpu: float | None = None

    def __post_init__(self) -> None:
        if not (_finite(self.seconds) and 0 < self.seconds <= 86_400):
            raise BadParameter(f"seconds is {self.seconds}, allowed are more than 0 to 86,400")
        if self.cpu is not None and not (_finite(self.cpu) and 0 < self.cpu <= 86_400):
            raise BadParameter(f"cpu is {self.cpu}, allowed are more than 0 to 86,400 seconds")
        if not (_finite(self.gap) and 0 <= self.gap < 1):
            raise BadParameter(f"gap is {self.gap}, allowed are 0 to less than 1")
        if self.nodes is not None and not (isinstance(self.nodes, Integral) and self.nodes >= 1):
            raise BadParameter(f"nodes is {self.nodes}, the least is 1, in whole numbers")
        if not (isinstance(self.seed, Integral) and 0 <= self.seed < 2**31):
            raise BadParameter(f"seed is {self.seed}, allowed are whole numbers from 0 to {2**31 - 1}")


def _finite(value: object) -> bool:
    return isinstance(value, Real) and math.isfinite(value)


def _known(names: tuple[str, ...]) -> None:
    for name in names:
        if name not in MEASURES:
            raise BadParameter(f"{name!r} cannot be minimised; known are {', '.join(MEASURES)}")
