"""Past one machine: parts (provinces, parks) placed on their own, boundary prices exchanged, one certificate for the whole.

A student belongs to one part, a place to one part; edges across are *boundary* edges.  Every part solves its own students on its
own places.  Then prices travel (8 bytes a place): each part lists the students who, at the others' prices, would gain across a
boundary; those students alone are placed again on what is left, until nobody gains or the rounds are used up.  The weak-duality
certificate adds up over students, part by part, with common prices, so the distance to the global optimum is known
although nobody ever holds the whole problem.  Reason to distribute is where the data lies, not speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.certify import certify
from shouwei.engine.placement.faults import ProblemError
from shouwei.engine.placement.network import network_of
from shouwei.engine.placement.policy import Policy
from shouwei.engine.placement.problem import Edges, Numbers, Problem, load, variant
from shouwei.engine.placement.result import Prices, Result
from shouwei.engine.placement.solve import solve

A = TypeVar("A")
B = TypeVar("B")
Ints = NDArray[np.int64]


class Executor(Protocol):
    """Anything that applies a function to several inputs and keeps their order.  Ray: ``ray.util.multiprocessing.Pool().map``;
    Dask: ``lambda f, xs: client.gather(client.map(f, xs))``; neither is needed here."""

    def __call__(self, function: Callable[[A], B], inputs: Iterable[A], /) -> list[B]: ...


def serial(function: Callable[[A], B], inputs: Iterable[A], /) -> list[B]:
    return [function(one) for one in inputs]


@dataclass(frozen=True)
class Processes:
    """As many processes as asked, started afresh (no inherited threads), ended with the call."""

    count: int

    def __call__(self, function: Callable[[A], B], inputs: Iterable[A], /) -> list[B]:
        with ProcessPoolExecutor(self.count, mp_context=get_context("spawn")) as pool:
            return list(pool.map(function, inputs))


@dataclass(frozen=True)
class Gathered:
    """post int32[N]; placed; cost; bound on every placement of the whole; rounds used; asked: students placed again by round."""

    post: NDArray[np.int32]
    placed: int
    cost: int
    bound: int
    rounds: int
    asked: tuple[int, ...]

    @property
    def gap(self) -> int:
        return self.cost - self.bound


def by_parts(
    problem: Problem,
    part_of_student: Numbers,
    part_of_park: Numbers,
    policy: Policy,
    *,
    executor: Executor = serial,
    rounds: int = 4,
) -> Gathered:
    """Weighted policies only: parts must agree on what a unit costs, weights derived from each part's data would differ."""
    if policy.is_lexicographic or problem.minimum is not None or problem.hubs is not None:
        raise ProblemError("parts need a weighted policy, explicit edges, and no school minimums")
    tree, n = problem.tree, problem.students
    park_of_post = tree.park_of[tree.employer_of]
    part_of_post, part_of_student = np.asarray(part_of_park)[park_of_post], np.asarray(part_of_student)
    row = np.repeat(np.arange(n), np.diff(problem.edges.ptr))
    inside = part_of_student[row] == part_of_post[problem.edges.post]
    parts = np.unique(part_of_student)
    tasks = [_part(problem, policy, np.flatnonzero(part_of_student == part), inside) for part in parts]
    post = np.full(n, -1, np.int32)
    y = np.zeros(tree.posts + tree.employers + tree.parks, np.int64)
    for (who, _, _), (placed, prices) in zip(tasks, executor(_solved, tasks), strict=True):
        post[who] = placed
        y = np.maximum(y, prices)
    network = network_of(problem, policy)
    asked: list[int] = []
    best_bound, cost = _certified(problem, policy, network, post, y)
    best = (cost, post.copy())
    for _ in range(rounds):
        if best[0] == best_bound:
            break
        movers = _would_gain(network, post, y, tree, part_of_student, part_of_post)
        if not len(movers):
            break
        asked.append(len(movers))
        post, y = _again(problem, policy, post, movers)
        bound, cost = _certified(problem, policy, network, post, y)
        best_bound = max(best_bound, bound)
        if cost < best[0]:
            best = (cost, post.copy())
        else:
            break
    return Gathered(best[1], int((best[1] >= 0).sum()), best[0], best_bound, len(asked), tuple(asked))


def _part(problem: Problem, policy: Policy, who: Ints, inside: NDArray[np.bool_]) -> tuple[Ints, Problem, Policy]:
    return who, _only(problem, who, inside), policy


def _only(problem: Problem, who: Ints, allowed: NDArray[np.bool_] | None = None, left: Ints | None = None) -> Problem:
    """The students ``who`` on the edges allowed, on the places left."""
    assert problem.student_id is not None
    assert problem.fixed is not None
    ptr, tree = problem.edges.ptr, problem.tree
    sizes = np.diff(ptr)[who]
    at = np.repeat(ptr[who] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    rows = np.repeat(np.arange(len(who)), sizes)
    if allowed is not None:
        rows, at = rows[allowed[at]], at[allowed[at]]
    new = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(who)))]).astype(np.int64)
    edges = Edges(new, problem.edges.post[at], {name: column[at] for name, column in problem.edges.levels.items()})
    if left is not None:
        first, second = tree.posts, tree.posts + tree.employers
        tree = type(tree)(tree.employer_of, tree.park_of, left[:first], left[first:second], left[second:])
    return variant(
        problem,
        tree=tree,
        edges=edges,
        student_id=problem.student_id[who],
        fixed=None,
        blocked=None,
        bound=None,
        school=None,
        minimum=None,
    )


def _solved(task: tuple[Ints, Problem, Policy]) -> tuple[NDArray[np.int32], Ints]:
    _, part, policy = task
    result = solve(part, policy)
    return result.post, np.concatenate([result.prices.post, result.prices.employer, result.prices.park])


def _would_gain(
    network: Any, post: Numbers, y: Ints, tree: Any, part_of_student: Numbers, part_of_post: Numbers
) -> Ints:
    """Students of places whose price an outsider would pay, and those outsiders: the people to be placed again."""
    edge, out, _ = network.costs()
    chain = (
        y[: tree.posts]
        + y[tree.posts + tree.employer_of]
        + y[tree.posts + tree.employers + tree.park_of[tree.employer_of]]
    )
    row = np.repeat(np.arange(len(post)), np.diff(network.ptr))
    value = edge + chain[network.node]
    own = out.copy()
    mine = network.node == np.asarray(post)[row]
    own[row[mine]] = value[mine]
    gains = value < own[row]
    return np.unique(np.concatenate([row[gains], _around(post, tree, network.node[gains])]))


def _around(post: Numbers, tree: Any, wanted: Numbers) -> Ints:
    """Everybody in the parks that somebody outside wants to come to."""
    parks = np.unique(tree.park_of[tree.employer_of[wanted]])
    held = np.where(post >= 0, tree.park_of[tree.employer_of[np.maximum(post, 0)]], -1)
    return np.flatnonzero(np.isin(held, parks))


def _again(problem: Problem, policy: Policy, post: NDArray[np.int32], movers: Ints) -> tuple[NDArray[np.int32], Ints]:
    stay = post.copy()
    stay[movers] = -1
    left = problem.tree.capacity() - load(problem.tree, stay)
    result = solve(_only(problem, movers, None, left), policy)
    stay[movers] = result.post
    y = np.concatenate([result.prices.post, result.prices.employer, result.prices.park])
    return stay, y


def _certified(problem: Problem, policy: Policy, network: Any, post: NDArray[np.int32], y: Ints) -> tuple[int, int]:
    """Bound and cost of the whole with common prices: the sum over students adds up part by part."""
    first, second = problem.tree.posts, problem.tree.posts + problem.tree.employers
    prices = Prices(y[:first], y[first:second], y[second:], np.zeros(0, np.int64), (), np.zeros((0, 0), np.int64))
    claim = Result(problem, policy, network, post, {}, prices, 0, 0, "feasible", np.zeros(0, np.int64), 0, 0.0)
    judged = certify(claim)
    assert not judged.breaches, judged.breaches
    return judged.bound, judged.primal
