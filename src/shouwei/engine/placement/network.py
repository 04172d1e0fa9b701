"""From a problem and a policy to one network: the same for the solver, the checker and the oracle.

Nodes: posts, employers, parks, one pseudo-post per school minimum, hubs (classes), root.  Blocked, bound and fixed students and
minimums are already worked in, so that nobody downstream needs to know them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement import kernel
from shouwei.engine.placement.compiled import compiled
from shouwei.engine.placement.faults import ProblemError
from shouwei.engine.placement.policy import (
    LOTTERY,
    MISSED,
    MOVED,
    PLACED,
    UNPLACED,
    Policy,
    lottery_number,
    weights_for,
)
from shouwei.engine.placement.problem import Edges, Numbers, Problem

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

Ints = NDArray[np.int64]
NEVER = kernel.NEVER
PIECE = 1 << 15  # edges summed up at once: they stay near the processor


@dataclass(frozen=True)
class Network:
    """ptr int64[N+1], node int32[nnz] (posts, pseudo-posts, hubs); hub_ptr int64[H+1], hub_post int32[].

    columns[level] = (edge values[nnz], values of being unplaced [N], hub arc values[]); None stands for all zeros.
    up, capacity int64[places + 1]; the last is the root.  weights: level -> cost of one unit.
    """

    ptr: Ints
    node: NDArray[np.int32]
    hub_ptr: Ints
    hub_post: NDArray[np.int32]
    hub0: int
    up: Ints
    capacity: Ints
    columns: dict[str, tuple[Numbers | None, Numbers | None, Numbers | None]]
    weights: dict[str, int]

    @property
    def students(self) -> int:
        return len(self.ptr) - 1

    @property
    def root(self) -> int:
        return len(self.up) - 1

    def costs(self, weights: dict[str, int] | None = None) -> tuple[Ints, Ints, Ints]:
        """Weighted sums of the levels: of edges, of being unplaced, of hub arcs."""
        sizes = (len(self.node), self.students, len(self.hub_post))
        total = [np.zeros(size, np.int64) for size in sizes]
        for part, size in enumerate(sizes):
            columns = [(self.columns[name][part], weight) for name, weight in (weights or self.weights).items()]
            for lo in range(0, size, PIECE):
                here = slice(lo, lo + PIECE)
                for values, weight in columns:
                    if values is not None:
                        _add(total[part][here], values[here], weight)
        return total[0], total[1], total[2]


@compiled
def _add(total, values, weight):
    for k in range(len(total)):
        total[k] += values[k] * np.int64(weight)


@compiled
def _moved(ptr, node, present, moved):
    """1 for every edge of a placed student but those to the present post."""
    for s in range(len(present)):
        here = present[s]
        for x in range(np.uint64(ptr[s]), np.uint64(ptr[s + 1])):
            moved[x] = here >= 0 and node[x] != here


def network_of(problem: Problem, policy: Policy) -> Network:
    tree = problem.tree
    edges, hub_of = _own_edges(problem, policy)
    lists = problem.hubs.lists if problem.hubs else Edges(np.zeros(1, np.int64), np.zeros(0, np.int32), {})
    n, schools = problem.students, 0 if problem.minimum is None else len(problem.minimum)
    first_pseudo = tree.posts + tree.employers + tree.parks
    hub0 = first_pseudo + schools
    root = hub0 + len(lists.ptr) - 1
    up = np.full(root + 1, -1, np.int64)
    up[:first_pseudo] = tree.above()
    up[up == first_pseudo] = root
    up[first_pseudo:hub0] = root
    capacity = np.zeros(root + 1, np.int64)
    capacity[:first_pseudo] = tree.capacity() - problem.held_by_fixed()
    columns: dict[str, list[Numbers | None]] = {}
    if schools:
        columns[MISSED] = [None, None, None]
    columns[PLACED] = [None, np.ones(n, np.uint8), None]
    for name in policy.levels:
        columns[name] = [edges.levels.get(name), None, lists.levels.get(name)]  # ``moved`` is filled in below
    ptr, node = edges.ptr, edges.post
    if policy.lottery is not None:
        columns[LOTTERY] = _lottery(problem, policy, edges, lists)
    free = np.ones(n, bool)
    assert problem.fixed is not None
    free[problem.fixed[:, 0]] = False
    columns[PLACED][1] = free.astype(np.uint8)
    if LOTTERY in columns:
        drawn = columns[LOTTERY][1]
        assert drawn is not None
        columns[LOTTERY][1] = np.where(free, drawn, 0)
    added: list[tuple[Ints, Ints, dict[str, Numbers]]] = []
    if counts_moved(problem, policy):
        columns[MOVED] = [None, None, None]
        if (hub_of >= 0).any():
            added.append(_present_by_class(problem, policy, hub_of))
    if (hub_of >= 0).any():
        who = np.flatnonzero(hub_of >= 0)
        own = problem.hubs.student_levels if problem.hubs else {}
        levels = {name: own[name][who] for name in policy.levels if name in own}
        if policy.lottery is not None:
            assert problem.student_id is not None
            assert problem.class_id is not None
            levels[LOTTERY] = lottery_number(
                problem.student_id[who], ~problem.class_id[hub_of[who]], policy.lottery, policy.lottery_bits
            )
        added.append((who, hub0 + hub_of[who], levels))
    if schools:
        assert problem.school is not None
        assert problem.minimum is not None
        who = np.flatnonzero((problem.school >= 0) & free)
        school = problem.school[who].astype(np.int64)
        every = np.bincount(problem.school[problem.school >= 0], minlength=schools)
        capacity[first_pseudo:hub0] = np.maximum(every - problem.minimum, 0)
        levels = {PLACED: np.ones(len(who), np.uint8)}
        if (
            LOTTERY in columns
        ):  # unplaced within or beyond the minimum: the same draw, so the total depends on numbers only
            out = columns[LOTTERY][1]
            assert out is not None
            levels[LOTTERY] = out[who]
        added.append((who, first_pseudo + school, levels))
        short = np.zeros(n, np.uint8)
        short[who] = 1
        columns[MISSED][1] = short
    for who, nodes, levels in added:
        ptr, node, columns = _append(ptr, node, columns, who, nodes, levels)
    if counts_moved(problem, policy):
        assert problem.present is not None
        moved, out = np.empty(len(node), np.uint8), problem.present >= 0
        _moved(ptr, node, problem.present, moved)
        out[problem.fixed[:, 0]] &= problem.present[problem.fixed[:, 0]] != problem.fixed[:, 1]
        columns[MOVED] = [moved, out.astype(np.uint8), None]
    ranges = {
        name: max((int(part.max()) for part in parts if part is not None and part.size), default=0)
        for name, parts in columns.items()
    }
    for name, parts in columns.items():  # by class: student's part and class's part add up
        if len(hub_of) and parts[0] is not None and parts[2] is not None and parts[0].size and parts[2].size:
            ranges[name] = int(parts[0].max()) + int(parts[2].max())
    if LOTTERY in ranges:  # of the draw, not of what was drawn: the weights must not depend on it
        ranges[LOTTERY] = (2 if problem.hubs else 1) * (2**policy.lottery_bits - 1)
    return Network(
        ptr=ptr, node=node, hub_ptr=np.asarray(lists.ptr, np.int64), hub_post=np.asarray(lists.post, np.int32), hub0=hub0,
        up=up, capacity=capacity, columns={name: (p[0], p[1], p[2]) for name, p in columns.items()},
        weights=weights_for(policy, ranges),
    )  # fmt: skip


def _own_edges(problem: Problem, policy: Policy) -> tuple[Edges, Ints]:
    """Explicit edges that remain, and the class of each student who may go by it (-1: none).

    A student with a blocked pair or an order class gets what remains of the class's list as edges.
    """
    edges, tree = problem.edges, problem.tree
    names = [name for name in policy.levels if name != MOVED or not counts_moved(problem, policy)]
    for name in names:
        if name not in edges.levels and len(edges.post):
            raise ProblemError(f"the edges have no level {name}; they have {', '.join(edges.levels) or 'none'}")
        if problem.hubs and name not in problem.hubs.lists.levels and name not in problem.hubs.student_levels:
            raise ProblemError(f"the classes have no level {name}")
    levels = {name: edges.levels.get(name, np.zeros(0, np.int64)) for name in names}
    n = problem.students
    hub_of = problem.hubs.student_class.astype(np.int64) if problem.hubs else np.full(n, -1, np.int64)
    if problem.hubs:
        hub_of[np.concatenate([np.diff(problem.hubs.lists.ptr) == 0, [True]])[hub_of]] = -1
    assert problem.fixed is not None
    assert problem.blocked is not None
    special = np.zeros(n, bool)
    special[problem.blocked[:, 0]] = True
    if problem.bound is not None:
        special |= problem.bound >= 0
    special[problem.fixed[:, 0]] = True
    if not special.any():
        return Edges(edges.ptr, edges.post, levels), hub_of
    rows, posts, columns = listed_out(problem, levels, np.flatnonzero(special & (hub_of >= 0)), hub_of)
    hub_of[special] = -1
    row = np.concatenate([np.repeat(np.arange(n), np.diff(edges.ptr)), rows])
    post = np.concatenate([edges.post, posts]).astype(np.int64)
    values = {name: np.concatenate([levels[name], columns[name]]) for name in levels}
    kept = ~np.isin(row, problem.fixed[:, 0])
    kept &= ~np.isin(row * tree.posts + post, problem.blocked[:, 0] * tree.posts + problem.blocked[:, 1])
    if problem.bound is not None:
        kept &= (problem.bound[row] < 0) | (tree.employer_of[post] == problem.bound[row])
    order = np.lexsort((*(values[name] for name in reversed(values)), post, row))
    order = order[kept[order]]
    if policy.is_lexicographic and len(order):  # of equal pairs the best comes first
        first = np.ones(len(order), bool)
        first[1:] = (row[order[1:]] != row[order[:-1]]) | (post[order[1:]] != post[order[:-1]])
        order = order[first]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row[order], minlength=n))]).astype(np.int64)
    return Edges(ptr, post[order].astype(np.int32), {name: values[name][order] for name in values}), hub_of


def counts_moved(problem: Problem, policy: Policy) -> bool:
    """Whether the level ``moved`` is asked for and follows from who is where at present."""
    return MOVED in policy.levels and problem.present is not None


def _present_by_class(problem: Problem, policy: Policy, hub_of: Ints) -> tuple[Ints, Ints, dict[str, Numbers]]:
    """Those who hold a post of their class's list: students, posts and what the way by class costs, as an edge of their own."""
    assert problem.hubs is not None
    assert problem.present is not None
    lists, posts, own = problem.hubs.lists, problem.tree.posts, problem.hubs.student_levels
    who = np.flatnonzero((problem.present >= 0) & (hub_of >= 0))
    key = np.repeat(np.arange(len(lists.ptr) - 1), np.diff(lists.ptr)) * posts + lists.post
    want = hub_of[who] * posts + problem.present[who]
    at = np.searchsorted(key, want).clip(0, len(key) - 1)
    who, at = who[key[at] == want], at[key[at] == want]
    levels: dict[str, Numbers] = {}
    for name in policy.levels:
        if name in lists.levels or name in own:
            levels[name] = np.zeros(len(who), np.int64)
            levels[name] += lists.levels[name][at] if name in lists.levels else 0
            levels[name] += own[name][who] if name in own else 0
    if policy.lottery is not None:  # both draws of the way by class
        assert problem.student_id is not None
        assert problem.post_id is not None
        assert problem.class_id is not None
        group, post = ~problem.class_id[hub_of[who]], problem.post_id[lists.post[at]]
        pairs = ((problem.student_id[who], group), (group, post))
        first, second = (lottery_number(a, b.astype(np.int64), policy.lottery, policy.lottery_bits) for a, b in pairs)
        levels[LOTTERY] = first.astype(np.int64) + second
    return who, problem.present[who].astype(np.int64), levels


def listed_out(
    problem: Problem, levels: dict[str, Numbers], who: Ints, hub_of: Ints
) -> tuple[Ints, Ints, dict[str, Numbers]]:
    if not problem.hubs or not len(who):
        none = np.zeros(0, np.int64)
        return none, none, dict.fromkeys(levels, none)
    lists = problem.hubs.lists
    sizes = np.diff(lists.ptr)[hub_of[who]]
    at = np.repeat(lists.ptr[hub_of[who]] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    rows = np.repeat(who, sizes)
    columns: dict[str, Numbers] = {}
    for name in levels:
        column = lists.levels[name][at].astype(np.int64) if name in lists.levels else np.zeros(len(at), np.int64)
        if name in problem.hubs.student_levels:
            column = column + problem.hubs.student_levels[name][rows]
        columns[name] = column
    return rows, lists.post[at].astype(np.int64), columns


def _lottery(problem: Problem, policy: Policy, edges: Edges, lists: Edges) -> list[Numbers | None]:
    assert policy.lottery is not None
    assert problem.student_id is not None
    assert problem.post_id is not None
    assert problem.class_id is not None
    draws: list[Numbers | None] = [None, None, None]
    for part, who, row in ((0, problem.student_id, edges), (2, ~problem.class_id, lists)):
        first = np.repeat(who, np.diff(row.ptr)).astype(np.int64)
        draws[part] = lottery_number(
            first, problem.post_id[row.post].astype(np.int64), policy.lottery, policy.lottery_bits
        )
    draws[1] = lottery_number(
        problem.student_id.astype(np.int64),
        np.full(problem.students, UNPLACED, np.int64),
        policy.lottery,
        policy.lottery_bits,
    )
    return draws


def _append(
    ptr: Ints, node: NDArray[np.int32], columns: dict[str, list[Numbers | None]], who: Ints, nodes: Ints, levels: dict[str, Numbers],
) -> tuple[Ints, NDArray[np.int32], dict[str, list[Numbers | None]]]:  # fmt: skip
    """One more edge, the last of its row, for each of the students ``who``."""
    at = ptr[who + 1]
    extra = np.zeros(len(ptr), np.int64)
    extra[who + 1] = 1
    ptr = ptr + np.cumsum(extra)
    new: dict[str, list[Numbers | None]] = {}
    size = len(node)
    node = np.insert(node, at, nodes.astype(np.int32))
    for name, parts in columns.items():
        value = levels.get(name)
        if parts[0] is None and value is None:
            new[name] = list(parts)
            continue
        old = np.zeros(size, np.uint8) if parts[0] is None else parts[0]
        value = np.zeros(len(who), np.uint8) if value is None else value
        new[name] = [np.insert(old.astype(np.result_type(old, value)), at, value), *parts[1:]]
    return ptr, node, new
