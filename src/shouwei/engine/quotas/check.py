"""The checker.  It imports no solver and no model: it reads the data, the decisions and the claims, and computes anew.

A plan passes when every decision is a whole number, every limit of the data is kept, every shortfall and every measure is what the
decisions say, and every stage's bound is no more than its value.  That a bound is right cannot be checked without a solver;
that stages are consistent can: the last plan must have each stage's value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.quotas.data import STUDY_YEARS, Ints, PlanData
from shouwei.engine.quotas.plan import Plan
from shouwei.engine.quotas.targets import CHANGE

TOLERANCE = 1e-6
DECIDED = ("classes", "students", "adults", "hired", "demand_missing", "uncovered", "adults_missing")


@dataclass(frozen=True)
class Breach:
    """limit: name of the rule; where: the first place; figures: what is against what is allowed; count: how many places."""

    limit: str
    where: str
    figures: str
    count: int = 1

    def __str__(self) -> str:
        return f"{self.limit}: {self.where}, {self.figures}" + (
            f" (and {self.count - 1} more)" if self.count > 1 else ""
        )


def check(plan: Plan) -> tuple[Breach, ...]:
    """Everything wrong with a plan; empty when it holds.  Complexity: a few passes over P x T."""
    shapes = _shapes(plan)
    if shapes:
        return shapes
    found = [*_whole(plan)]
    if not found:
        whole: dict[str, Any] = {name: np.asarray(getattr(plan, name), np.int64) for name in DECIDED}
        plan = replace(plan, **whole)
        found = [*_classes(plan), *_capacities(plan), *_shortfalls(plan), *_measures(plan)]
    return (*found, *_bounds(plan))


def _shapes(plan: Plan) -> tuple[Breach, ...]:
    data = plan.data
    p, t = data.programmes, len(data.years)
    expected = {
        "classes": (p, t),
        "students": (p, t),
        "adults": (len(data.schools), len(data.adult_categories), t),
        "hired": (len(data.schools), len(data.clusters), t),
        "demand_missing": (len(data.industries), t),
        "uncovered": (len(data.industries), t),
        "adults_missing": (len(data.adult_categories), t),
    }
    return tuple(
        Breach("shape", name, f"{np.shape(getattr(plan, name))}, expected {shape}")
        for name, shape in expected.items()
        if np.shape(getattr(plan, name)) != shape
    )


def _whole(plan: Plan) -> list[Breach]:
    found = []
    for name in (*DECIDED, "growth_missing"):
        values = np.asarray(getattr(plan, name))
        if values.dtype.kind not in "iu" and not (np.isfinite(values).all() and (values == np.round(values)).all()):
            found.append(Breach("whole numbers", name, "a value is not a whole number"))
        elif (values < 0).any():
            found.append(Breach("not negative", name, f"{values.min()}"))
    return found


def _classes(plan: Plan) -> list[Breach]:
    data, n, x = plan.data, plan.classes, plan.students

    def rule(limit: str, left: Ints, right: Ints | int) -> list[Breach]:
        return _over(
            limit, left, np.broadcast_to(right, left.shape), lambda p, t: f"{data.programme(p)} in {data.years[t]}"
        )

    return [
        *rule("largest class", x, data.class_most * n),
        *rule("smallest class", data.class_least * n, x),
        *rule("applicants", x, data.applicants),
        *rule("most classes", n, data.most_classes),
    ]


def _running(begun_before: Ints, begun: Ints) -> Ints:
    """Added up by hand, year by year: what began in this year and the two before it."""
    every = np.column_stack([begun_before, begun])
    return np.stack([every[:, t : t + STUDY_YEARS].sum(axis=1) for t in range(begun.shape[1])], axis=1)


def _capacities(plan: Plan) -> list[Breach]:
    data = plan.data
    classes, students = _running(data.begun_classes, plan.classes), _running(data.begun_students, plan.students)
    hours = np.zeros((len(data.schools), len(data.clusters), len(data.years)), np.int64)
    units = np.zeros((len(data.schools), len(data.workshops), len(data.years)), np.int64)
    spent = np.zeros(len(data.years), np.int64)
    opened = np.column_stack([data.begun_classes[:, -1], plan.classes])
    opened = (opened[:, 1:] > 0) & (opened[:, :-1] == 0)
    for p in range(data.programmes):
        k, j = data.school[p], data.specialty[p]
        hours[k, data.cluster[j]] += data.class_hours[j] * classes[p]
        if data.workshop[j] >= 0:
            units[k, data.workshop[j]] += data.workshop_use[j] * students[p]
        spent += data.class_cost[j] * classes[p] + data.opening_cost[j] * opened[p]
    teachers = plan.hired.cumsum(axis=2)
    spent += data.hire_cost * teachers.sum(axis=(0, 1)) + (plan.adults * data.adult_cost[None, :, None]).sum(
        axis=(0, 1)
    )
    there = data.teacher_hours[:, :, None] + data.hours_per_teacher * teachers
    school, year = data.schools, data.years
    return [
        *_over("teachers", hours, there, lambda k, c, t: f"{school[k]}, {data.clusters[c]} in {year[t]}"),
        *_over(
            "new teachers", plan.hired, data.hires_most, lambda k, c, t: f"{school[k]}, {data.clusters[c]} in {year[t]}"
        ),
        *_over(
            "workshops", units, data.workshop_room, lambda k, w, t: f"{school[k]}, {data.workshops[w]} in {year[t]}"
        ),
        *_over("budget", spent, data.budget, lambda t: f"{year[t]}"),
        *_over(
            "adult places",
            plan.adults,
            data.adult_places,
            lambda k, a, t: f"{school[k]}, {data.adult_categories[a]} in {year[t]}",
        ),
        *_over(
            "adults who apply",
            plan.adults.sum(axis=0),
            data.adult_applicants,
            lambda a, t: f"{data.adult_categories[a]} in {year[t]}",
        ),
    ]


def _shortfalls(plan: Plan) -> list[Breach]:
    data, targets = plan.data, plan.targets
    intake = int(plan.students[:, -1].sum()) + (int(plan.adults[:, :, -1].sum()) if targets.adults_count else 0)
    demand, covered = np.zeros_like(data.demand), np.zeros_like(data.demand)
    for i in range(len(data.industries)):
        rows = data.serving(i)
        demand[i] = data.demand[i] - plan.students[rows].sum(axis=0)
        covered[i] = (plan.classes[rows] > 0).any(axis=0)
    adults = targets.adults(data) - plan.adults.sum(axis=0)
    at, of = data.years, data.industries
    return [
        *_differs(
            "growth",
            np.array([plan.growth_missing]),
            np.array([max(targets.intake(data) - intake, 0)]),
            lambda _: f"{at[-1]}",
        ),
        *_differs("demand", plan.demand_missing, np.maximum(demand, 0), lambda i, t: f"{of[i]} in {at[t]}"),
        *_differs("coverage", plan.uncovered, 1 - covered, lambda i, t: f"{of[i]} in {at[t]}"),
        *_differs(
            "adult intake",
            plan.adults_missing,
            np.maximum(adults, 0),
            lambda a, t: f"{data.adult_categories[a]} in {at[t]}",
        ),
    ]


def measured(plan: Plan) -> dict[str, int]:
    """Every measure from the decisions alone."""
    data = plan.data
    before = np.column_stack([data.begun_classes[:, -1], plan.classes])
    moved = (before[:, 1:] > 0) != (before[:, :-1] > 0)
    running = _running(data.begun_classes, plan.classes)
    opened = moved & (plan.classes > 0)
    money = int((data.class_cost[data.specialty] @ running).sum() + (data.opening_cost[data.specialty] @ opened).sum())
    money += data.hire_cost * int(plan.hired.cumsum(axis=2).sum())
    money += int((plan.adults * data.adult_cost[None, :, None]).sum())
    return {
        "growth": int(plan.growth_missing),
        "coverage": int(plan.uncovered.sum()),
        "demand": int(plan.demand_missing.sum()),
        "adults": int(plan.adults_missing.sum()),
        "disruption": CHANGE * int(moved.sum()) + int(np.abs(np.diff(before, axis=1)).sum()),
        "hires": int(plan.hired.sum()),
        "cost": money,
    }


def _measures(plan: Plan) -> list[Breach]:
    true = measured(plan)
    found = [
        Breach("measure", name, f"claimed {plan.measures.get(name)}, is {value}")
        for name, value in true.items()
        if not _same(plan.measures.get(name, math.nan), value)
    ]
    for one in plan.reached:
        if one.measure in true and not _same(one.value, true[one.measure]):
            found.append(Breach("stage", one.measure, f"claimed {one.value}, is {true[one.measure]}"))
    return found


def _bounds(plan: Plan) -> list[Breach]:
    return [
        Breach("bound", one.measure, f"the bound {one.bound} is above the value {one.value}")
        for one in plan.reached
        if not one.bound <= one.value + TOLERANCE * max(abs(one.value), 1)
    ]


def _same(claimed: float, true: float) -> bool:
    return abs(claimed - true) <= TOLERANCE * max(abs(true), 1)


def _over(limit: str, left: Ints, right: Ints, where) -> list[Breach]:  # type: ignore[no-untyped-def]
    return _broken(limit, left > right, left, right, where, "over")


def _differs(limit: str, claimed: Ints, true: Ints, where) -> list[Breach]:  # type: ignore[no-untyped-def]
    return _broken(limit, claimed != true, claimed, true, where, "claimed, is")


def _broken(limit: str, wrong: NDArray[np.bool_], left: Ints, right: Ints, where, word: str) -> list[Breach]:  # type: ignore[no-untyped-def]
    if not wrong.any():
        return []
    at = tuple(np.argwhere(wrong)[0].tolist())
    return [Breach(limit, where(*at), f"{left[at]} {word} {right[at]}", int(wrong.sum()))]


__all__ = ["Breach", "PlanData", "check", "measured"]
