"""Bounds from single schools, and from them a start.

Schools share little: the demand of the lead industries, growth, coverage, the budget and the adults who apply.  At the prices y
the linear relaxation gives those shared rows, each school is a small problem of its own, and with v_k its least priced cost

    (c_k - A_k' y) z_k >= v_k

holds for every plan.  The ten rows lift the bound of the relaxation to the Lagrangian bound at y, which classes, openings and
teachers cannot round away any more (Geoffrion, Lagrangean relaxation for integer programming, 1974).  The schools' own best
answers, put together, are also a good first plan.  The same is done first for teams, the teachers of one school and cluster with
the specialties they teach, at the prices of workshops too: less of a bound, but ninety problems of a second at most.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np

from shouwei.engine.quotas.data import PlanData
from shouwei.engine.quotas.highs import Solver, loaded
from shouwei.engine.quotas.linear import Floats, Ints, Linear
from shouwei.engine.quotas.plan import completed
from shouwei.engine.quotas.targets import Effort, Targets

DECIDED = ("classes", "students", "adults", "hired")
NODES = 200
"""Of the search tree, for one school at a time."""
MUCH = 0.02
"""A lift of the relaxation, relative, that says teachers are what is short."""
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Schools:
    """model: with a row more per school and team.  bound: Lagrangian bound of the cost asked for.  z: the schools' answers put together.

    relaxation: value of the linear relaxation; seconds: CPU spent.
    """

    model: Linear
    bound: float
    z: Floats
    relaxation: float


def school_of_column(model: Linear, data: PlanData) -> Ints:
    """int[m]: the school a column belongs to, -1 for what is shared."""
    owner = np.full(len(model.lower), -1, np.int64)
    for name in ("classes", "students", "enrols", "opened", "closed", "changed"):
        owner[model.blocks[name]] = data.school[:, None]
    for name in ("hired", "adults"):
        owner[model.blocks[name]] = np.arange(len(data.schools))[:, None, None]
    return owner


def team_of_column(model: Linear, data: PlanData) -> Ints:
    """int[m]: school and cluster a column belongs to as one number, -1 for what is shared.  Adults stand alone: no row binds them
    to anything else of a school."""
    clusters = len(data.clusters)
    owner = np.full(len(model.lower), -1, np.int64)
    for name in ("classes", "students", "enrols", "opened", "closed", "changed"):
        owner[model.blocks[name]] = (data.school * clusters + data.cluster[data.specialty])[:, None]
    teams = np.arange(len(data.schools) * clusters).reshape(len(data.schools), clusters)
    owner[model.blocks["hired"]] = teams[:, :, None]
    return owner


def with_school_bounds(
    model: Linear,
    data: PlanData,
    cost: Floats,
    effort: Effort,
    solver: Solver,
    *,
    gap: float = 2e-4,
    relaxed: Relaxed | None = None,
    value: float = math.inf,
) -> Schools | None:
    """Teams first (the teachers of one school and cluster): small and quick; then schools, which see the workshops too.

    Where the teams lift the bound by much, teachers are what is short and whole schools are hard and bring little more: they are left
    out; so they are where the teams' bound is close enough to ``value``, that of a plan at hand.  None when the relaxation was not
    solved (infeasible, or out of time).  ``gap``: of all schools together, relative.
    """
    relaxed = relaxed or relaxation_of(model, cost, effort)
    if relaxed is None:
        return None
    relaxation, z, dual = relaxed
    size = max(abs(relaxation), 1.0)
    few = replace(effort, nodes=NODES // 4)
    teams = _with_bounds(model, team_of_column(model, data), dual, cost, z, few, solver, size * gap / 4)
    if teams is None or teams.bound - relaxation > MUCH * size or value - teams.bound <= effort.gap * abs(value):
        return None if teams is None else replace(teams, relaxation=relaxation)
    owner = school_of_column(model, data)  # without the teams' rows: denser models cost more than they bring here
    found = _with_bounds(model, owner, dual, cost, z, effort, solver, size * gap)
    return None if found is None else replace(found, relaxation=relaxation, bound=max(found.bound, teams.bound))


Relaxed = tuple[float, Floats, Floats]


def relaxation_of(model: Linear, cost: Floats, effort: Effort) -> Relaxed | None:
    """Value, answer and row prices of the linear relaxation."""
    lp = loaded(model.relaxed(), cost, effort)
    lp.run()
    answer = lp.getSolution()
    dual = np.array(answer.row_dual)
    if str(lp.getModelStatus()) != "HighsModelStatus.kOptimal" or len(dual) != len(model.row_lower):
        return None
    z = np.clip(np.array(answer.col_value), model.lower, model.upper)
    return float(lp.getInfo().objective_function_value), z, dual


def _with_bounds(
    model: Linear, owner: Ints, dual: Floats, cost: Floats, z: Floats, effort: Effort, solver: Solver, gap: float
) -> Schools | None:
    """The least priced cost of every block (columns of one owner) as a row of the whole, where ``z`` does not keep it already.

    ``gap``: absolute, of all blocks together; a block's value can be near 0 while the whole is large."""
    row = np.repeat(np.arange(len(model.row_lower)), np.diff(model.start))
    low, high = _least_and_most(owner[model.index], row, len(model.row_lower))
    shared = (low != high) | (low < 0)
    price = np.where(shared, dual, 0.0)
    price[(price > 0) & ~np.isfinite(model.row_lower)] = 0.0
    price[(price < 0) & ~np.isfinite(model.row_upper)] = 0.0
    priced = cost - np.bincount(model.index, weights=model.value * price[row], minlength=len(cost))
    held = np.where(price > 0, model.row_lower, np.where(price < 0, model.row_upper, 0.0))
    bound = float((price[price != 0] * held[price != 0]).sum())
    bound += _least_by_bounds(priced, model, owner < 0)
    tighter, found = model, z.copy()
    for block in range(int(owner.max(initial=-1)) + 1):
        columns, rows = np.flatnonzero(owner == block), np.flatnonzero(~shared & (low == block))
        if not len(columns):
            continue
        part, own = _part(model, columns, rows, row), priced[columns]
        step = gap / (owner.max() + 1)
        answer = solver(part, own, replace(effort, gap=0.0), step=step, round_up=False)
        if not math.isfinite(answer.bound):
            return None
        bound += answer.bound
        if answer.z is not None:
            found[columns] = answer.z
        slack = 1e-6 * max(abs(answer.bound), 1)
        if own @ z[columns] < answer.bound - slack:
            tighter = tighter.at_least(columns, own, answer.bound - slack)
    return Schools(tighter, bound, found, -math.inf)


def _least_and_most(owner: Ints, row: Ints, rows: int) -> tuple[Ints, Ints]:
    low, high = np.full(rows, np.iinfo(np.int64).max), np.full(rows, -2)
    np.minimum.at(low, row, owner)
    np.maximum.at(high, row, owner)
    return low, high


def _least_by_bounds(cost: Floats, model: Linear, where: np.ndarray) -> float:
    at = where & (np.abs(cost) > 1e-9)
    value = np.where(cost > 0, cost * model.lower, cost * np.where(cost < 0, model.upper, 0.0))
    return float(value[at].sum())


def _part(model: Linear, columns: Ints, rows: Ints, row: Ints) -> Linear:
    """The columns and rows of one school as a model of their own."""
    place = np.full(len(model.lower), -1)
    place[columns] = np.arange(len(columns))
    inside = np.isin(row, rows)
    counts = np.diff(model.start)[rows]
    return Linear(
        model.lower[columns],
        model.upper[columns],
        model.integer[columns],
        model.row_lower[rows],
        model.row_upper[rows],
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        place[model.index[inside]],
        model.value[inside],
        np.full(len(rows), -1),
        np.full(len(columns), -1),
        np.full(len(columns), np.inf),
        (),
        {},
        {},
    )


def improved(
    model: Linear,
    data: PlanData,
    cost: Floats,
    z: Floats,
    bound: float,
    effort: Effort,
    solver: Solver,
    rounds: int = 4,
) -> tuple[Floats, float]:
    """A plan made better school by school, the other schools held; and the CPU seconds it took.

    Ends when the gap asked for is reached, a round brings nothing, or ``rounds`` are over.
    """
    owner, spent, value = school_of_column(model, data), 0.0, float(cost @ z)
    for _ in range(rounds):
        before = value
        for school in range(len(data.schools)):
            if value - bound <= effort.gap * abs(value):
                return z, spent
            held = (owner >= 0) & (owner != school)
            part = replace(model, lower=np.where(held, z, model.lower), upper=np.where(held, z, model.upper))
            step = max(effort.gap * abs(value) / (4 * len(data.schools)), 1e-6)
            answer = solver(part, cost, replace(effort, gap=0.0, nodes=NODES // 4), start=z, step=step, round_up=False)
            spent += answer.seconds
            if answer.z is not None and answer.value < value - 1e-6 and model.violation(answer.z) <= TOLERANCE:
                z, value = answer.z, answer.value
        if before - value <= 1e-6:
            break
    return z, spent


def rounded(
    model: Linear, cost: Floats, z: Floats, effort: Effort, solver: Solver, *, enough: float = -math.inf
) -> Floats | None:
    """A plan near the relaxation's answer ``z``: programmes it leaves whole in all years stay, the others are decided anew.

    Source: Berthold, RENS, the optimal rounding (2014).
    """
    whole = np.ones(len(model.blocks["classes"]), bool)
    for name in ("classes", "enrols"):
        values = z[model.blocks[name]]
        whole &= (np.abs(values - np.round(values)) < TOLERANCE).all(axis=1)
    return among(model, cost, z, ~whole, effort, solver, start=None, enough=enough)


def among(
    model: Linear,
    cost: Floats,
    z: Floats,
    free: np.ndarray,
    effort: Effort,
    solver: Solver,
    start: Floats | None,
    enough: float = -math.inf,
) -> Floats | None:
    """The best plan that differs from ``z`` in the ``free`` programmes only (bool[P])."""
    lower, upper = model.lower.copy(), model.upper.copy()
    for name in ("classes", "enrols"):
        columns = model.blocks[name][~free]
        lower[columns] = upper[columns] = np.round(z[columns])
    part = replace(model, lower=lower, upper=upper)
    answer = solver(part, cost, replace(effort, gap=effort.gap / 4, nodes=NODES), start=start, enough=enough)
    good = answer.z is not None and model.violation(answer.z) <= TOLERANCE
    return answer.z if good else None


@dataclass(frozen=True)
class Taught:
    """What going school by school gives the whole: a tighter model, a bound, a plan if one was found.  seconds: CPU."""

    model: Linear
    bound: float
    z: Floats | None
    seconds: float


def divided(
    model: Linear, data: PlanData, targets: Targets, cost: Floats, effort: Effort, solver: Solver, start: Floats | None
) -> Taught | None:
    """As little as closes the gap: the relaxation rounded; the bounds of teams and schools; the plan made better school by school;
    the rounded relaxation of the tighter model, crossed with the schools' own answers and made better in the same way.

    None when the relaxation or a school's problem was not solved in time.
    """
    began = time.process_time()
    relaxed = relaxation_of(model, cost, effort)
    if relaxed is None:
        return None
    bound = relaxed[0]

    def within(z: Floats | None, bound: float) -> bool:
        return z is not None and float(cost @ z) - bound <= effort.gap * abs(float(cost @ z))

    def better(*plans: Floats | None) -> Floats | None:
        kept = [z for z in plans if z is not None and model.violation(z) <= TOLERANCE]
        return min(kept, key=lambda z: float(cost @ z), default=None)

    best = better(start)
    if not within(best, bound):
        best = better(best, rounded(model, cost, relaxed[1], effort, solver, enough=bound + effort.gap * abs(bound)))
    if within(best, bound):
        return Taught(model, bound, best, time.process_time() - began)
    value = math.inf if best is None else float(cost @ best)
    gap = max(effort.gap / 2, 1e-7)
    schools = with_school_bounds(model, data, cost, effort, solver, gap=gap, relaxed=relaxed, value=value)
    if schools is None:
        return None
    own = [np.round(schools.z[model.blocks[name]]).astype(np.int64) for name in DECIDED]
    joined = completed(model, data, targets, *own)
    best = better(best, joined)
    if best is not None:
        best, _ = improved(model, data, cost, best, schools.bound, effort, solver, rounds=1)
    if not within(best, schools.bound):
        tight = relaxation_of(schools.model, cost, effort)
        near = None if tight is None else rounded(schools.model, cost, tight[1], effort, solver)
        near = better(_crossed(schools.model, cost, near, joined, effort, solver))
        if near is not None:
            near, _ = improved(model, data, cost, near, schools.bound, effort, solver, rounds=1)
        best = better(best, near)
    return Taught(schools.model, schools.bound, best, time.process_time() - began)


def _crossed(
    model: Linear, cost: Floats, z: Floats | None, other: Floats, effort: Effort, solver: Solver
) -> Floats | None:
    """The best plan that agrees with both where they agree."""
    if z is None:
        return None
    classes = model.blocks["classes"]
    differs = (np.round(other[classes]) != np.round(z[classes])).any(axis=1)
    found = among(model, cost, z, differs, effort, solver, start=z)
    return found if found is not None and cost @ found < cost @ z else z
