"""A finished plan: what is decided, what is missing, and how far from the best it can be."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

import numpy as np

from shouwei.engine.quotas.data import Ints, PlanData
from shouwei.engine.quotas.linear import Floats, Linear
from shouwei.engine.quotas.targets import Targets


@dataclass(frozen=True)
class Reached:
    """One stage: ``bound`` is what no plan can be below, given the stages before; status ``optimal`` means within the gap asked for."""

    measure: str
    value: float
    bound: float
    status: str
    seconds: float
    nodes: int

    @property
    def gap(self) -> float:
        """Relative; 0 for a proved optimum."""
        if self.value <= self.bound:
            return 0.0
        return min((self.value - self.bound) / abs(self.value), 1.0) if self.value else 1.0


@dataclass(frozen=True, eq=False)
class Plan:
    """classes, students int[P, T]; adults int[K, A, T]; hired int[K, C, T]; shortfalls growth_missing, demand_missing int[I, T],
    uncovered 0/1[I, T], adults_missing int[A, T].  measures: every measure, asked for or not.
    """

    data: PlanData
    targets: Targets
    classes: Ints
    students: Ints
    adults: Ints
    hired: Ints
    growth_missing: int
    demand_missing: Ints
    uncovered: Ints
    adults_missing: Ints
    measures: dict[str, float]
    reached: tuple[Reached, ...]

    @property
    def enrols(self) -> Ints:
        return (self.classes > 0).astype(np.int64)

    @property
    def opened(self) -> Ints:
        return np.asarray(np.maximum(self._steps(), 0), np.int64)

    @property
    def closed(self) -> Ints:
        return np.asarray(np.maximum(-self._steps(), 0), np.int64)

    def _steps(self) -> Ints:
        enrols = np.column_stack([self.data.begun_classes[:, -1] > 0, self.classes > 0]).astype(np.int64)
        return enrols[:, 1:] - enrols[:, :-1]

    @property
    def growth(self) -> float:
        """Intake of the last year as a multiple of the base, adults as the targets count them."""
        adults = self.adults[:, :, -1].sum() if self.targets.adults_count else 0
        return float(self.students[:, -1].sum() + adults) / self.data.base_intake

    @property
    def gap(self) -> float:
        """The largest relative gap of any stage."""
        return max((one.gap for one in self.reached), default=math.inf)

    @property
    def status(self) -> str:
        """``optimal``: every stage within its gap; else ``feasible``."""
        return "optimal" if all(one.status == "optimal" for one in self.reached) else "feasible"

    @property
    def reaches_all(self) -> bool:
        missing = self.demand_missing.sum() + self.uncovered.sum() + self.adults_missing.sum()
        return self.growth_missing + int(missing) == 0

    def fingerprint(self) -> str:
        """SHA-256 of all that is decided; equal for equal data, targets, stages, effort (unless the clock stopped a stage)."""
        digest = hashlib.sha256()
        for array in (self.classes, self.students, self.adults, self.hired):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()


def plan_of(model: Linear, data: PlanData, targets: Targets, z: Floats, reached: tuple[Reached, ...]) -> Plan:
    def block(name: str) -> Ints:
        values = np.asarray(np.round(z[model.blocks[name]]), np.int64)
        values.flags.writeable = False
        return values

    return Plan(
        data,
        targets,
        block("classes"),
        block("students"),
        block("adults"),
        block("hired"),
        int(block("growth_missing")[0]),
        block("demand_missing"),
        block("uncovered"),
        block("adults_missing"),
        {name: float(cost @ z) + constant for name, (cost, constant) in model.measures.items()},
        reached,
    )


def completed(
    model: Linear, data: PlanData, targets: Targets, classes: Ints, students: Ints, adults: Ints, hired: Ints
) -> Floats:
    """The vector of the model these decisions mean: what follows from them (opened, missing, ...) is filled in, as small as can be."""
    z = np.zeros(len(model.lower))
    last = data.begun_classes[:, -1:]
    enrols = (classes > 0).astype(np.int64)
    steps = np.diff(np.column_stack([last > 0, enrols]).astype(np.int64), axis=1)
    serves = data.serves[data.specialty]
    counted = students[:, -1].sum() + (adults[:, :, -1].sum() if targets.adults_count else 0)
    values = {
        "classes": classes,
        "students": students,
        "adults": adults,
        "hired": hired,
        "enrols": enrols,
        "opened": np.maximum(steps, 0),
        "closed": np.maximum(-steps, 0),
        "changed": np.abs(np.diff(np.column_stack([last, classes]), axis=1)),
        "growth_missing": [max(targets.intake(data) - counted, 0)],
        "demand_missing": np.maximum(data.demand - serves.T @ students, 0),
        "uncovered": (serves.T @ enrols == 0).astype(np.int64),
        "adults_missing": np.maximum(targets.adults(data) - adults.sum(axis=0), 0),
    }
    for name, value in values.items():
        z[model.blocks[name]] = value
    return z
