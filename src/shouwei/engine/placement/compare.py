"""Policies side by side, what one more place is worth, and the front between two levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from shouwei.engine.placement.faults import ProblemError
from shouwei.engine.placement.network import network_of
from shouwei.engine.placement.policy import MISSED, PLACED, Policy
from shouwei.engine.placement.problem import Numbers, Problem, posts_given, variant
from shouwei.engine.placement.result import Result
from shouwei.engine.placement.solve import solve
from shouwei.engine.placement.stable import Orders, blocking_pairs


@dataclass(frozen=True)
class Row:
    """levels: totals over the placed; worst: greatest value of ``preference`` among the placed; gini of it over all students
    (unplaced count one worse than the worst possible); blocking pairs; moved against a former placement (-1: none given)."""

    name: str
    placed: int
    levels: Mapping[str, int]
    worst: int
    gini: float
    blocking: int
    moved: int


def compare(
    problem: Problem,
    posts: Mapping[str, Numbers],
    asked: Orders,
    *,
    levels: tuple[str, ...] = Policy().levels,
    former: Numbers | None = None,
) -> list[Row]:
    """One row per placement (int[N] each) of the same problem."""
    former = None if former is None else posts_given(problem, former, "former")
    return [
        _row(problem, name, posts_given(problem, post, name), asked, levels, former) for name, post in posts.items()
    ]


def _row(
    problem: Problem, name: str, post: Numbers, asked: Orders, levels: tuple[str, ...], former: Numbers | None
) -> Row:
    values = values_of(problem, post, levels)
    placed = post >= 0
    rank = values.get("preference", np.zeros(len(post), np.int64))
    regret = np.where(placed, rank, int(rank[placed].max(initial=0)) + 1)
    totals = {level: int(column[placed].sum()) for level, column in values.items()}
    moved = -1 if former is None else int(((former >= 0) & (former != post)).sum())
    worst = int(rank[placed].max(initial=0))
    return Row(name, int(placed.sum()), totals, worst, gini(regret), blocking_pairs(problem, asked, post), moved)


def values_of(problem: Problem, post: Numbers, levels: tuple[str, ...]) -> dict[str, Numbers]:
    """Every level of every student's pair, int64[N] (0 where unplaced); of an own edge and
    the class's to the same post the better counts."""
    n = problem.students
    found = {level: np.zeros(n, np.int64) for level in levels}
    row = np.repeat(np.arange(n), np.diff(problem.edges.ptr))
    hit = np.flatnonzero(problem.edges.post == np.asarray(post)[row])
    own = np.full(n, -1, np.int64)
    own[row[hit]] = hit
    arc = np.full(n, -1, np.int64)
    if problem.hubs and len(problem.hubs.lists.post):
        lists, member = problem.hubs.lists, problem.hubs.student_class.astype(np.int64)
        who = np.flatnonzero((np.asarray(post) >= 0) & (member >= 0))
        key = np.repeat(np.arange(len(lists.ptr) - 1), np.diff(lists.ptr)) * problem.tree.posts + lists.post
        want = member[who] * problem.tree.posts + np.asarray(post, np.int64)[who]
        at = np.searchsorted(key, want).clip(0, len(key) - 1)
        arc[who[key[at] == want]] = at[key[at] == want]
    undecided, by_class = (own >= 0) & (arc >= 0), (arc >= 0) & (own < 0)
    pairs = {level: (_of_edges(problem, level, own), _of_class(problem, level, arc)) for level in levels}
    for mine, listed in pairs.values():
        by_class |= undecided & (listed < mine)
        undecided &= listed == mine
    for level, (mine, listed) in pairs.items():
        found[level] = np.where(by_class, listed, mine)
    return found


def _of_edges(problem: Problem, level: str, own: Numbers) -> Numbers:
    column = problem.edges.levels.get(level)
    return (
        np.zeros(len(own), np.int64)
        if column is None or not len(column)
        else np.where(own >= 0, column[own], 0).astype(np.int64)
    )


def _of_class(problem: Problem, level: str, arc: Numbers) -> Numbers:
    value = np.zeros(len(arc), np.int64)
    if problem.hubs is None:
        return value
    listed, own = problem.hubs.lists.levels.get(level), problem.hubs.student_levels.get(level)
    value += 0 if listed is None or not len(listed) else listed[arc]
    value += 0 if own is None else own
    return np.where(arc >= 0, value, 0)


def gini(values: Numbers) -> float:
    """Gini coefficient of values >= 0: 0 all equal, towards 1 all with one."""
    ordered = np.sort(np.asarray(values, np.float64))
    total = ordered.sum()
    if total == 0:
        return 0.0
    n = len(ordered)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


@dataclass(frozen=True)
class Worth:
    """What the limit of an employer costs the whole: at the margin (price, by level) and exactly, with ``more`` places."""

    employer: int
    price: int
    by_level: tuple[int, ...]
    more: int
    placements: int


def worth_of_places(result: Result, *, most: int = 20, more: int | None = None) -> list[Worth]:
    """The employers whose limit binds hardest, each solved again with ``more`` places (None: no limit at all).

    ``placements`` is how many more students would then be placed: "the 10 % cap here costs 31 placements".
    """
    tree, found = result.problem.tree, []
    hardest = np.argsort(-result.prices.employer, kind="stable")[:most]
    for employer in hardest[result.prices.employer[hardest] > 0].tolist():
        capacity = tree.employer_capacity.astype(np.int64).copy()
        added = int(tree.post_capacity[tree.employer_of == employer].sum()) if more is None else more
        capacity[employer] += added
        relaxed = variant(result.problem, tree=replace(tree, employer_capacity=capacity))
        again = solve(relaxed, result.policy, prove=False)
        by_level = tuple(int(x) for x in result.prices.by_level[tree.posts + employer])
        gain = again.levels[PLACED] - result.levels[PLACED]
        found.append(Worth(employer, int(result.prices.employer[employer]), by_level, added, gain))
    return found


def front(problem: Problem, policy: Policy, first: str, second: str, *, steps: int = 9) -> list[dict[str, int]]:
    """The Pareto front between two levels at the greatest number placed: one row of totals per mixture, from the best ``second`` to
    the best ``first``.

    The ends are lexicographic; between them points of the convex hull, what a weighted sum can reach.  No row is dominated by
    another.  ``steps + 1`` placements.
    """
    unknown = sorted({first, second} - set(policy.levels))
    if unknown or first == second or steps < 1:
        raise ProblemError(
            f"a front needs two levels of {', '.join(policy.levels)} and a step: {first}, {second}, {steps}"
        )
    ends = [solve(problem, Policy(levels=pair, lottery=policy.lottery)) for pair in ((second, first), (first, second))]
    most = ends[0].levels[PLACED]
    rows: list[dict[str, int]] = []
    for step in range(steps + 1):
        answer = (
            ends[step // steps] if step in (0, steps) else _mixture(problem, policy, first, second, step / steps, most)
        )
        row = {"share": step, **{name: answer.levels[name] for name in (PLACED, first, second)}}
        if not rows or (row[first], row[second]) != (rows[-1][first], rows[-1][second]):
            rows.append(row)
    return rows


def _mixture(problem: Problem, policy: Policy, first: str, second: str, share: float, placed: int) -> Result:
    """Both levels in one sum, at the greatest number placed: its weight is raised until nobody is left out for the sum's sake."""
    mixed = Policy(levels=(first, second), lottery=policy.lottery)
    weights = {first: max(round(1024 * share), 1), second: max(round(1024 * (1 - share)), 1)}
    greatest = _greatest(problem, mixed)
    weights[PLACED] = 4 * sum(weights[name] * greatest[name] for name in mixed.levels) + 1
    short = MISSED in network_of(problem, mixed).columns
    while True:
        answer = solve(problem, replace(mixed, weights=weights | ({MISSED: 2 * weights[PLACED]} if short else {})))
        if answer.levels[PLACED] == placed:
            return answer
        weights[PLACED] *= 8


def _greatest(problem: Problem, policy: Policy) -> dict[str, int]:
    network = network_of(problem, replace(policy, lottery=None))
    return {
        name: sum(int(part.max(initial=0)) for part in network.columns[name] if part is not None)
        for name in policy.levels
    }
