"""Past one machine: parts (provinces, parks) placed on their own, boundary prices exchanged, one certificate for the whole.

A student belongs to one part, a place to one part; edges across are *boundary* edges.  Every part solves its own students on its
own places.  Then prices travel (8 bytes a place): each part answers with its share of the weak-duality bound, its cost, and the
students who, at the others' prices, would gain across a boundary; those, and all who stand in the parks they want, are placed again
on what is left, until nobody gains, the gap is closed or the rounds are used up.  With common prices y the bound

    sum over parts (sum over its students min(out, c + Y))  -  sum over places capacity y

adds up part by part, so the distance to the global optimum is known although nobody holds the whole problem: the one who gathers
sees the tree, prices, who is placed where, and the edges of the students who are placed again.  How many those are is the price of a
smaller gap: whoever moves pushes others on, and after the first round nearly everybody may be among them (docs/performance.md);
``rounds=0`` never asks for an edge and still knows the gap.  Reason to distribute is where the data lies, not speed.
Cost: one solve per part, then one pass over its edges per round; a round's solve is of the movers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.certify import weak_bound
from shouwei.engine.placement.faults import NotIndices, ProblemError
from shouwei.engine.placement.network import network_of
from shouwei.engine.placement.policy import Policy
from shouwei.engine.placement.problem import Edges, Numbers, Problem, Tree, load, whole
from shouwei.engine.placement.solve import solve

A = TypeVar("A")
B = TypeVar("B")
Ints = NDArray[np.int64]


class Executor(Protocol):
    """Anything that applies a function to several inputs and keeps their order; ``clusters.py`` has one for Dask and one for Ray."""

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
class Part:
    """students int64[n], their numbers in the whole; problem: these students on the tree of the whole (nobody fixed, blocked or
    bound); inside bool[nnz]: edges to the part's own places, all others are boundary edges."""

    students: Ints
    problem: Problem
    inside: NDArray[np.bool_]


Source = Part | Callable[[], Part]
"""A part, or what brings it where it is called: for data that must not travel, something small that reads it from its own disk."""


@dataclass(frozen=True)
class Gathered:
    """post int32[N]; placed; cost; bound on every placement of the whole; rounds used; asked: students placed again by round.

    terms: what each part adds to the last bound, the common prices being ``prices`` int64[posts + employers + parks]."""

    post: NDArray[np.int32]
    placed: int
    cost: int
    bound: int
    rounds: int
    asked: tuple[int, ...]
    terms: tuple[int, ...]
    prices: Ints

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
    """A problem that is at hand, cut into its parts (int[N], int[P] of the same numbers) and gathered again."""
    tree, parts = split(problem, part_of_student, part_of_park)
    assert problem.fixed is not None
    found = gather(tree, parts, policy, students=problem.students, executor=executor, rounds=rounds)
    post = found.post.copy()
    post[problem.fixed[:, 0]] = problem.fixed[:, 1]
    post.flags.writeable = False
    return replace(found, post=post, placed=int((post >= 0).sum()))


def split(problem: Problem, part_of_student: Numbers, part_of_park: Numbers) -> tuple[Tree, list[Part]]:
    """The tree without the places of fixed students, and the parts in the order of their numbers."""
    if problem.minimum is not None or problem.hubs is not None:
        raise ProblemError("parts need explicit edges, and no school minimums")
    tree, n, posts = problem.tree, problem.students, problem.tree.posts
    student, park = whole("part_of_student", part_of_student), whole("part_of_park", part_of_park)
    if len(student) != n or len(park) != tree.parks:
        raise NotIndices(f"parts are given of {len(student)} students and {len(park)} parks, not {n} and {tree.parks}")
    assert problem.fixed is not None
    assert problem.blocked is not None
    assert problem.student_id is not None
    left = tree.capacity() - problem.held_by_fixed()
    tree = Tree(tree.employer_of, tree.park_of, *np.split(left, [posts, posts + tree.employers]))
    row, post = np.repeat(np.arange(n), np.diff(problem.edges.ptr)), problem.edges.post.astype(np.int64)
    kept = ~np.isin(row * posts + post, problem.blocked[:, 0] * posts + problem.blocked[:, 1])
    if problem.bound is not None:
        kept &= (problem.bound[row] < 0) | (tree.employer_of[post] == problem.bound[row])
    inside = student[row] == park[tree.park_of[tree.employer_of[post]]]
    free = np.ones(n, bool)
    free[problem.fixed[:, 0]] = False
    parts = []
    for part in np.unique(student):
        who = np.flatnonzero((student == part) & free)
        edges, at = _rows(problem.edges, who, kept)
        ids = problem.student_id[who]
        parts.append(Part(who, Problem(tree, edges, student_id=ids, post_id=problem.post_id), inside[at]))
    return tree, parts


def gather(
    tree: Tree,
    parts: Sequence[Source],
    policy: Policy,
    *,
    students: int,
    executor: Executor = serial,
    rounds: int = 4,
) -> Gathered:
    """Weighted policies only: parts must agree on what a unit costs, weights derived from each part's data would differ."""
    if policy.is_lexicographic:
        raise ProblemError("parts need a weighted policy")
    capacity = tree.capacity()
    post, y = np.full(students, -1, np.int32), np.zeros(len(capacity), np.int64)
    first = executor(_placed, [(part, policy) for part in parts])
    for who, placed, prices in first:
        post[who] = placed
        y = np.maximum(y, prices)
    of = [who for who, _, _ in first]

    def judged(post: NDArray[np.int32], y: Ints) -> tuple[int, int, list[_Judged]]:
        heard = executor(_judged, [(part, policy, post[who], y) for part, who in zip(parts, of, strict=True)])
        if len({one.weights for one in heard}) != 1:
            raise ProblemError("the parts measure in different units: choose smaller weights or fewer lottery bits")
        cost, held = sum(one.cost for one in heard), sum(int(c) * int(p) for c, p in zip(capacity, y, strict=True) if p)
        return cost, sum(one.term for one in heard) - held, heard

    cost, bound, heard = judged(post, y)
    best = Gathered(post, 0, cost, bound, 0, (), tuple(one.term for one in heard), y)
    asked: list[int] = []
    while len(asked) < rounds and best.cost > best.bound:
        movers = _movers(tree, post, of, heard)
        if not len(movers):
            break
        asked.append(len(movers))
        stay = post.copy()
        stay[movers] = -1
        wanted = [np.flatnonzero(np.isin(who, movers)) for who in of]
        edges = executor(_edges, list(zip(parts, wanted, strict=True)))
        order = np.concatenate([who[rows] for who, rows in zip(of, wanted, strict=True)])
        stay[order], y = _again(tree, edges, policy, capacity - load(tree, stay))
        cost, bound, heard = judged(stay, y)
        if bound > best.bound:
            best = replace(best, bound=bound, terms=tuple(one.term for one in heard), prices=y)
        if cost >= best.cost:
            break
        post, best = stay, replace(best, post=stay, cost=cost)
    best.post.flags.writeable = False
    return replace(best, placed=int((best.post >= 0).sum()), rounds=len(asked), asked=tuple(asked))


@dataclass(frozen=True)
class _Judged:
    """One part at common prices: its term of the bound, its cost, who would gain across a boundary (rows) and the posts wanted."""

    term: int
    cost: int
    gains: Ints
    wanted: Ints
    weights: tuple[tuple[str, int], ...]


def _part(source: Source) -> Part:
    return source if isinstance(source, Part) else source()


def _placed(task: tuple[Source, Policy]) -> tuple[Ints, NDArray[np.int32], Ints]:
    source, policy = task
    part = _part(source)
    edges, _ = _rows(part.problem.edges, np.arange(part.problem.students), part.inside)
    result = solve(replace(part.problem, edges=edges), policy)
    prices = result.prices
    return part.students, result.post, np.concatenate([prices.post, prices.employer, prices.park])


def _judged(task: tuple[Source, Policy, NDArray[np.int32], Ints]) -> _Judged:
    source, policy, post, y = task
    problem = _part(source).problem
    network, tree = network_of(problem, policy), problem.tree
    edge, out, arc = network.costs()
    capacity = tree.capacity()
    held = sum(int(c) * int(p) for c, p in zip(capacity, y, strict=True) if p)
    term = weak_bound(network, (edge, out, arc), y) + held
    employer, first = tree.employer_of.astype(np.int64), tree.posts + tree.employers
    chain = y[: tree.posts] + y[tree.posts + employer] + y[first + tree.park_of[employer]]
    row = np.repeat(np.arange(len(post)), np.diff(network.ptr))
    mine = np.flatnonzero(network.node == post[row])
    own, at_price = out.copy(), out.copy()
    own[row[mine]] = edge[mine]
    value = edge + chain[network.node]
    at_price[row[mine]] = value[mine]
    gains = value < at_price[row]
    weights = tuple(sorted(network.weights.items()))
    wanted = np.unique(network.node[gains]).astype(np.int64)
    return _Judged(term, sum(own.tolist()), np.unique(row[gains]), wanted, weights)


def _movers(tree: Tree, post: NDArray[np.int32], of: Sequence[Ints], heard: Sequence[_Judged]) -> Ints:
    """Those who would gain, and everybody in the parks they want to come to."""
    parks = np.unique(tree.park_of[tree.employer_of[np.concatenate([one.wanted for one in heard])]])
    held = np.where(post >= 0, tree.park_of[tree.employer_of[np.maximum(post, 0)]], -1)
    gain = [who[one.gains] for who, one in zip(of, heard, strict=True)]
    return np.unique(np.concatenate([*gain, np.flatnonzero(np.isin(held, parks))])).astype(np.int64)


def _edges(task: tuple[Source, Ints]) -> tuple[Edges, Numbers, Numbers | None]:
    """All edges of some students, for those who are placed again."""
    source, rows = task
    problem = _part(source).problem
    assert problem.student_id is not None
    edges, _ = _rows(problem.edges, rows)
    return edges, problem.student_id[rows], problem.post_id


def _again(
    tree: Tree, given: Sequence[tuple[Edges, Numbers, Numbers | None]], policy: Policy, left: Ints
) -> tuple[NDArray[np.int32], Ints]:
    first, second = tree.posts, tree.posts + tree.employers
    room = Tree(tree.employer_of, tree.park_of, left[:first], left[first:second], left[second:])
    sizes = np.concatenate([np.diff(edges.ptr) for edges, _, _ in given])
    levels = {
        name: np.concatenate([edges.levels[name].astype(np.int64) for edges, _, _ in given])
        for name in given[0][0].levels
    }
    post = np.concatenate([edges.post for edges, _, _ in given])
    ids = np.concatenate([own for _, own, _ in given])
    edges = Edges(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), post, levels)
    result = solve(Problem(room, edges, student_id=ids, post_id=given[0][2]), policy)
    return result.post, np.concatenate([result.prices.post, result.prices.employer, result.prices.park])


def _rows(edges: Edges, who: Ints, allowed: NDArray[np.bool_] | None = None) -> tuple[Edges, Ints]:
    """The edges of the students ``who``, those allowed; and where they were."""
    sizes = np.diff(edges.ptr)[who]
    at = np.repeat(edges.ptr[who] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    rows = np.repeat(np.arange(len(who)), sizes)
    if allowed is not None:
        rows, at = rows[allowed[at]], at[allowed[at]]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(who)))]).astype(np.int64)
    return Edges(ptr, edges.post[at], {name: column[at] for name, column in edges.levels.items()}), at
