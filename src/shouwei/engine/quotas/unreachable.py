"""When a goal cannot be reached: how near one can come, which limits block it, what a step of each would bring."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np

from shouwei.engine.quotas.blocking import SHORTFALL, Blocking, blocking, known_goals
from shouwei.engine.quotas.data import PlanData
from shouwei.engine.quotas.faults import NoSuch
from shouwei.engine.quotas.formulation import formulate
from shouwei.engine.quotas.highs import loaded
from shouwei.engine.quotas.linear import Linear
from shouwei.engine.quotas.plan import Plan
from shouwei.engine.quotas.solve import plan
from shouwei.engine.quotas.targets import GOALS, Effort, Stages, Targets


@dataclass(frozen=True)
class Price:
    """What one step more of a limit is worth: the goal's value before and after re-solving, with the bound after.

    ``gain`` students (or industries) per step; where ``bound`` is below ``after`` the gain may be larger by as much.
    """

    limit: str
    step: str
    before: float
    after: float
    bound: float

    @property
    def gain(self) -> float:
        return self.before - self.after


@dataclass(frozen=True)
class Unreachable:
    """measure: the first goal that is missed; missing and its bound; best: the nearest plan; prices: of each blocking limit.

    hints: dual price of each limit in the relaxation, largest first; a hint only, whole plans may behave otherwise."""

    measure: str
    missing: float
    bound: float
    best: Plan
    blocking: Blocking
    prices: tuple[Price, ...]
    hints: dict[str, float]


def why_unreachable(
    data: PlanData,
    targets: Targets | None = None,
    *,
    goals: Sequence[str] = GOALS,
    effort: Effort | None = None,
    start: Plan | None = None,
) -> Unreachable | None:
    """None when every goal can be reached; else the first, in the order given, that cannot, after those before it.

    Cost: one plan per goal, one relaxation per limit (about 0.05 s each at 10 x 120 x 3), one plan per blocking limit.
    """
    targets, effort = targets or Targets(), effort or Effort()
    known_goals(goals)
    best = start
    for count in range(1, len(goals) + 1):
        best = plan(data, targets, aim=Stages(tuple(goals[:count])), effort=effort, start=best)
        if best.reached[-1].value > 0:
            break
    else:
        return None
    assert best is not None
    wanted = tuple(goals[:count])
    found = blocking(data, targets, goals=wanted, effort=effort)
    prices = tuple(_price(data, targets, wanted, name, best, effort) for name in found.limits)
    last = best.reached[-1]
    model = formulate(data, targets, "explain")
    for earlier in wanted[:-1]:
        model = model.upper_set(SHORTFALL[earlier], 0.0)
    return Unreachable(wanted[-1], last.value, last.bound, best, found, prices, dual_hints(model, wanted[-1]))


def relaxed_by_a_step(data: PlanData, targets: Targets, limit: str) -> tuple[PlanData, Targets, str]:
    """The data with one step more of a limit, and the step in words."""
    kind, _, name = limit.partition(" of ")
    if limit == "growth":
        less = max(targets.intake(data) - data.class_most, 0)
        return data, replace(targets, growth=less / data.base_intake), f"{data.class_most} students less wanted"
    if limit.startswith("applicants for "):
        rows = data.cluster[data.specialty] == data.clusters.index(limit.removeprefix("applicants for "))
        more = data.applicants + np.where(rows & (data.applicants > 0).any(axis=1), data.class_least // 3, 0)[:, None]
        return replace(data, applicants=more), targets, f"{data.class_least // 3} applicants more for each programme"
    if limit.startswith("adults who apply: "):
        a = data.adult_categories.index(limit.removeprefix("adults who apply: "))
        return (
            replace(data, adult_applicants=_added(data.adult_applicants, a, data.class_most)),
            targets,
            f"{data.class_most} adults more",
        )
    if limit.startswith("adult intake: "):
        a, least = data.adult_categories.index(limit.removeprefix("adult intake: ")), targets.adults(data).copy()
        least[a] = np.maximum(least[a] - data.class_most, 0)
        return data, replace(targets, adult_least=least), f"{data.class_most} adults less wanted"
    if kind == "teachers":
        return (
            replace(data, teacher_hours=_added(data.teacher_hours, data.schools.index(name), data.hours_per_teacher)),
            targets,
            f"{data.hours_per_teacher} hours a week more in each cluster",
        )
    if kind == "new teachers":
        return (
            replace(data, hires_most=_added(data.hires_most, data.schools.index(name), 1)),
            targets,
            "one teacher a year more in each cluster",
        )
    if kind == "workshops":
        return (
            replace(data, workshop_room=_added(data.workshop_room, data.schools.index(name), data.class_most)),
            targets,
            f"{data.class_most} units more in each workshop",
        )
    if kind == "budget":
        year = data.years.index(int(name))
        step = max(int(data.budget[year]) // 100, 1)
        return replace(data, budget=_added(data.budget, year, step)), targets, f"{step} more money"
    if kind == "demand":
        i = data.industries.index(name)
        fewer = data.demand.copy()
        fewer[i] = np.maximum(fewer[i] - data.class_most, 0)
        return replace(data, demand=fewer), targets, f"{data.class_most} students a year less wanted"
    if kind == "coverage":
        serves = data.serves.copy()
        serves[:, data.industries.index(name)] = 1
        return replace(data, serves=serves), targets, "every specialty counted as serving it"
    raise NoSuch(f"there is no limit {limit!r}")


def _added(values, where: int, step: int):  # type: ignore[no-untyped-def]
    more = values.copy()
    more[where] += step
    return more


def _price(data: PlanData, targets: Targets, goals: tuple[str, ...], limit: str, best: Plan, effort: Effort) -> Price:
    eased, wanted, words = relaxed_by_a_step(data, targets, limit)
    after = plan(eased, wanted, aim=Stages(goals), effort=effort, start=best)
    return Price(limit, words, best.reached[-1].value, after.reached[-1].value, after.reached[-1].bound)


def dual_hints(model: Linear, goal: str) -> dict[str, float]:
    """Per limit, the dual prices of its rows times their right-hand sides, summed: how much it weighs in the relaxation."""
    cost, _ = model.measures[goal]
    model = model.upper_set(SHORTFALL[goal], math.inf)
    solver = loaded(model.relaxed(), cost, Effort())
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return {}
    duals = np.abs(np.array(solver.getSolution().row_dual))
    weight = np.bincount(
        model.row_limit[model.row_limit >= 0], weights=duals[model.row_limit >= 0], minlength=len(model.limits)
    )
    return {model.limits[i]: round(float(weight[i]), 6) for i in np.argsort(-weight, kind="stable") if weight[i] > 1e-9}
