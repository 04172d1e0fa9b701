"""Instances small enough to try every plan, and trying every plan: nothing here is shared with the model or the checker."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined"

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from shouwei.engine.quotas import PlanData, Targets


def tiny(seed: int, **changes: Any) -> tuple[PlanData, Targets]:
    """One school, two programmes, two years, classes of 2 to 4 (or 1 to 3) students, at most two classes; tight in random places."""
    chance = np.random.default_rng(seed)
    least = int(chance.integers(1, 3))
    begun = chance.integers(0, 3, (2, 2))
    values: dict[str, Any] = {
        "schools": ("school",),
        "specialties": ("first", "second"),
        "years": (2027, 2028),
        "clusters": ("cluster",),
        "workshops": ("workshop",),
        "industries": ("one", "two"),
        "adult_categories": ("workers",),
        "school": [0, 0],
        "specialty": [0, 1],
        "applicants": chance.integers(0, 7, (2, 2)),
        "begun_classes": begun,
        "begun_students": begun * least,
        "cluster": [0, 0],
        "class_hours": chance.integers(1, 4, 2),
        "teacher_hours": chance.integers(10, 22, (1, 1)),
        "hires_most": chance.integers(0, 2, (1, 1, 2)),
        "workshop": chance.integers(-1, 1, 2),
        "workshop_use": chance.integers(1, 3, 2),
        "workshop_room": chance.integers(16, 40, (1, 1, 2)),
        "class_cost": chance.integers(1, 4, 2),
        "opening_cost": chance.integers(0, 4, 2),
        "budget": chance.integers(14, 40, 2),
        "serves": chance.integers(0, 2, (2, 2)),
        "demand": chance.integers(0, 9, (2, 2)),
        "adult_applicants": chance.integers(0, 3, (1, 2)),
        "adult_places": chance.integers(0, 2, (1, 1, 2)),
        "adult_cost": chance.integers(0, 3, 1),
        "base_intake": int(chance.integers(2, 7)),
        "hire_cost": int(chance.integers(0, 3)),
        "hours_per_teacher": 2,
        "class_least": least,
        "class_most": least + 2,
        "most_classes": 2,
    }
    targets = Targets(
        float(chance.choice([1.0, 1.5, 2.0])),
        bool(chance.integers(0, 2)),
        chance.integers(0, 2, (1, 2)).astype(np.int64),
    )
    return PlanData(**(values | changes)), targets


def every_plan(data: PlanData, targets: Targets) -> dict[str, np.ndarray]:
    """Measures of all plans that keep the limits, one value per plan; empty arrays when there is none."""
    cells = []
    for p, t in product(range(2), range(2)):
        cells.append(
            [
                (n, x)
                for n in range(data.most_classes + 1)
                for x in range(data.class_least * n, min(data.class_most * n, int(data.applicants[p, t])) + 1)
            ]
        )
    hires = [range(int(data.hires_most[0, 0, t]) + 1) for t in range(2)]
    adults = [range(int(min(data.adult_places[0, 0, t], data.adult_applicants[0, t])) + 1) for t in range(2)]
    grid = np.array(
        [(*a, *b, *c, *d, *h, *y) for a, b, c, d in product(*cells) for h in product(*hires) for y in product(*adults)],
        np.int64,
    )
    n = {(0, 0): grid[:, 0], (0, 1): grid[:, 2], (1, 0): grid[:, 4], (1, 1): grid[:, 6]}
    x = {(0, 0): grid[:, 1], (0, 1): grid[:, 3], (1, 0): grid[:, 5], (1, 1): grid[:, 7]}
    h, y = (grid[:, 8], grid[:, 9]), (grid[:, 10], grid[:, 11])
    before = data.begun_classes
    ok = np.ones(len(grid), bool)
    cost = np.zeros(len(grid), np.int64)
    disruption = np.zeros(len(grid), np.int64)
    for t in range(2):
        hours = units = money = 0
        for p in range(2):
            classes, students = before[p, 1] + n[p, 0], data.begun_students[p, 1] + x[p, 0]
            classes, students = (
                (classes + before[p, 0], students + data.begun_students[p, 0])
                if t == 0
                else (classes + n[p, 1], students + x[p, 1])
            )
            was = before[p, 1] if t == 0 else n[p, 0]
            opened, closed = (was == 0) & (n[p, t] > 0), (was > 0) & (n[p, t] == 0)
            hours = hours + data.class_hours[p] * classes
            units = units + (data.workshop_use[p] * students if data.workshop[p] == 0 else 0)
            money = money + data.class_cost[p] * classes + data.opening_cost[p] * opened
            disruption += 30 * (opened | closed) + abs(n[p, t] - was)
        teachers = h[0] if t == 0 else h[0] + h[1]
        money = money + data.hire_cost * teachers + data.adult_cost[0] * y[t]
        ok &= (hours <= data.teacher_hours[0, 0] + 2 * teachers) & (units <= data.workshop_room[0, 0, t])
        ok &= money <= data.budget[t]
        cost += money
    demand = coverage = 0
    for i, t in product(range(2), range(2)):
        rows = [p for p in range(2) if data.serves[p, i]]
        demand = demand + np.maximum(data.demand[i, t] - sum((x[p, t] for p in rows), np.zeros(len(grid), np.int64)), 0)
        coverage = coverage + (sum((n[p, t] for p in rows), np.zeros(len(grid), np.int64)) == 0)
    intake = x[0, 1] + x[1, 1] + (y[1] if targets.adults_count else 0)
    wanted = int(np.ceil(targets.growth * data.base_intake - 1e-9))
    least = targets.adults(data)
    measures = {
        "growth": np.maximum(wanted - intake, 0),
        "coverage": coverage,
        "demand": demand,
        "adults": np.maximum(least[0, 0] - y[0], 0) + np.maximum(least[0, 1] - y[1], 0),
        "disruption": disruption,
        "hires": h[0] + h[1],
        "cost": cost,
    }
    return {name: np.broadcast_to(np.asarray(value), ok.shape)[ok] for name, value in measures.items()}


def best(measures: dict[str, np.ndarray], order: tuple[str, ...]) -> list[int]:
    """The lexicographically least values."""
    alive = np.ones(len(measures["cost"]), bool)
    found = []
    for name in order:
        least = measures[name][alive].min()
        alive &= measures[name] == least
        found.append(int(least))
    return found
