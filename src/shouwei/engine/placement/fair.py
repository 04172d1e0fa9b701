"""The smallest worst rank, and what it costs in placements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shouwei.engine.placement.faults import ProblemError
from shouwei.engine.placement.policy import Policy
from shouwei.engine.placement.problem import Edges, Hubs, Numbers, Problem, variant
from shouwei.engine.placement.result import Result
from shouwei.engine.placement.solve import solve


@dataclass(frozen=True)
class Fairness:
    """placed: (worst value allowed, most students placed) for every value that occurs; worst: the smallest that places as many
    as no limit does; result: the best placement within it."""

    placed: tuple[tuple[int, int], ...]
    worst: int
    result: Result


def fairest(
    problem: Problem, policy: Policy | None = None, *, level: str = "preference", worst: int | None = None
) -> Fairness:
    """Bottleneck first, then the policy.  ``worst``: a stricter limit somebody chose, having seen its price.

    One placement per value of the level (a rank has few).
    """
    policy = policy or Policy()
    listed = problem.hubs.lists.levels.keys() | problem.hubs.student_levels.keys() if problem.hubs else set()
    if level not in problem.edges.levels and (len(problem.edges.post) or level not in listed):
        raise ProblemError(f"the edges have no level {level}; they have {', '.join(problem.edges.levels) or 'none'}")
    values = sorted(_values(problem, level))
    most = []
    count = Policy(levels=(), lottery=None)
    for value in values:
        most.append((value, solve(within(problem, level, value), count, prove=False).levels["placed"]))
    best = most[-1][1] if most else 0
    smallest = next((value for value, placed in most if placed == best), 0)
    chosen = smallest if worst is None else worst
    return Fairness(tuple(most), smallest, solve(within(problem, level, chosen), policy))


def _values(problem: Problem, level: str) -> set[int]:
    values = set(np.unique(problem.edges.levels[level]).tolist()) if level in problem.edges.levels else set()
    if problem.hubs:
        listed = problem.hubs.lists.levels.get(level, np.zeros(1, np.int64))
        own = problem.hubs.student_levels.get(level, np.zeros(1, np.int64))
        values |= {int(a) + int(b) for a in np.unique(listed) for b in np.unique(own)}
    return values


def within(problem: Problem, level: str, worst: int) -> Problem:
    """The problem without edges worse than ``worst`` in a level that, by class, depends on the class or on the student only."""
    edges = _cut(problem.edges, problem.edges.levels[level] <= worst) if len(problem.edges.post) else problem.edges
    if problem.hubs is None:
        return variant(problem, edges=edges)
    hubs = problem.hubs
    own = hubs.student_levels.get(level)
    listed = hubs.lists.levels.get(level)
    if listed is not None and own is not None and np.any(listed):
        raise ProblemError(f"{level} depends on class and student at once: list these students' posts as edges")
    member: Numbers = hubs.student_class
    lists = hubs.lists
    if own is not None:
        member = np.where(own <= worst, member, -1)
    if listed is not None and np.any(listed):
        lists = _cut(lists, listed <= worst)
    return variant(problem, edges=edges, hubs=Hubs(member, lists, hubs.student_levels))


def _cut(edges: Edges, kept: Numbers) -> Edges:
    row = np.repeat(np.arange(len(edges.ptr) - 1), np.diff(edges.ptr))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row[kept], minlength=len(edges.ptr) - 1))]).astype(np.int64)
    return Edges(ptr, edges.post[kept], {name: column[kept] for name, column in edges.levels.items()})
