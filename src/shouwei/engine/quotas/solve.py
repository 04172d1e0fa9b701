"""Planning: stage by stage, each stage's result a constraint of the next; every stage says how far from the best it may be."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from shouwei.engine.quotas.blocking import blocking
from shouwei.engine.quotas.data import PlanData
from shouwei.engine.quotas.faults import Impossible, NoPlanYet
from shouwei.engine.quotas.formulation import formulate
from shouwei.engine.quotas.highs import Answer, Solver, highs
from shouwei.engine.quotas.linear import Floats, Linear
from shouwei.engine.quotas.plan import Plan, Reached, completed, plan_of
from shouwei.engine.quotas.schools import divided
from shouwei.engine.quotas.start import start_from
from shouwei.engine.quotas.targets import Effort, Stages, Targets, Weights

LARGE = 1000
"""Programmes x years from which going school by school pays."""


def plan(
    data: PlanData,
    targets: Targets | None = None,
    *,
    aim: Stages | Weights | None = None,
    effort: Effort | None = None,
    start: Plan | None = None,
    formulation: str = "tight",
    solver: Solver = highs,
) -> Plan:
    """The best plan found, with bound and gap for each stage.

    ``start``: last year's plan or a neighbour's; without one, going on as before is the start.  Raises ``Impossible`` (with the
    limits that contradict each other) when no plan at all keeps the limits, ``NoPlanYet`` when the time was too short to know.
    """
    targets, aim, effort = targets or Targets(), aim or Stages(), effort or Effort()
    model = formulate(data, targets, formulation)
    z = start_from(model, data, targets, start)
    reached: list[Reached] = []
    stages = aim.order if isinstance(aim, Stages) else ("weighted",)
    for name in stages:
        cost, constant = cost_of(model, aim, name)
        step = 1.0 if isinstance(aim, Stages) else 0.0
        answer = _found(model, data, targets, cost, effort, solver, z, step)
        if answer.status == "infeasible":
            raise Impossible(*_why_impossible(data, targets, effort))
        z, value = _better(model, data, targets, cost, answer, z)
        bound = min(answer.bound, value)
        exact = value - bound < max(step, 1e-9) * (1 - 1e-6)
        within = exact or (value - bound) <= effort.gap * abs(value) + 1e-9
        reached.append(
            Reached(
                name,
                value + constant,
                (value if exact else bound) + constant,
                "optimal" if within else "feasible",
                answer.seconds,
                answer.nodes,
            )
        )
        model = model.at_most(cost, value)
    assert z is not None
    return plan_of(model, data, targets, z, tuple(reached))


def _found(
    model: Linear,
    data: PlanData,
    targets: Targets,
    cost: Floats,
    effort: Effort,
    solver: Solver,
    z: Floats | None,
    step: float,
) -> Answer:
    """One stage: directly, or school by school and then, unless that closed the gap, directly with what it taught."""
    large = data.programmes * len(data.years) >= LARGE and len(data.schools) > 1
    if not (large if effort.by_school is None else effort.by_school and len(data.schools) > 1):
        return solver(model, cost, effort, start=z, step=step)
    taught = divided(model, data, targets, cost, effort, solver, z)
    if taught is None:
        return solver(model, cost, effort, start=z, step=step)
    bound = math.ceil(taught.bound - 1e-6) if step else taught.bound
    value = math.inf if taught.z is None else float(cost @ taught.z)
    if value - bound <= max(effort.gap * abs(value), step * (1 - 1e-3)):
        return Answer(taught.z, value, min(bound, value), "optimal", taught.seconds, 0)
    left = max(effort.seconds - taught.seconds, effort.seconds / 10)
    cpu = None if effort.cpu is None else max(effort.cpu - taught.seconds, effort.cpu / 10)
    answer = solver(taught.model, cost, replace(effort, seconds=left, cpu=cpu), start=taught.z, step=step)
    return replace(answer, bound=max(answer.bound, min(bound, answer.value)), seconds=answer.seconds + taught.seconds)


def cost_of(model: Linear, aim: Stages | Weights, name: str) -> tuple[Floats, float]:
    if isinstance(aim, Stages):
        return model.measures[name]
    parts = [(weight * model.measures[one][0], weight * model.measures[one][1]) for one, weight in aim.of.items()]
    return np.sum([cost for cost, _ in parts], axis=0), math.fsum(constant for _, constant in parts)


def _better(
    model: Linear, data: PlanData, targets: Targets, cost: Floats, answer: Answer, z: Floats | None
) -> tuple[Floats, float]:
    """The answer or the start, whichever is less; what follows from the decisions is computed anew, never taken from the solver."""
    if answer.z is not None:
        found = [
            np.round(answer.z[model.blocks[name]]).astype(np.int64)
            for name in ("classes", "students", "adults", "hired")
        ]
        clean = completed(model, data, targets, *found)
        if z is None or cost @ clean <= cost @ z:
            return clean, float(cost @ clean)
    if z is None:
        raise NoPlanYet(f"no plan found in {answer.seconds:.0f} s; allow more time or give a start")
    return z, float(cost @ z)


def _why_impossible(data: PlanData, targets: Targets, effort: Effort) -> tuple[str, tuple[str, ...]]:
    found = blocking(data, targets, goals=(), effort=effort)
    return f"no plan keeps all limits; these contradict each other: {', '.join(found.limits)}", found.limits
