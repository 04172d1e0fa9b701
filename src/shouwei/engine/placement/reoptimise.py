"""After a change: the best placement again, moving as few students as their bonus for staying is worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement import kernel
from shouwei.engine.placement.basis import Basis, Costs, costs_on, reprice
from shouwei.engine.placement.faults import NotIndices
from shouwei.engine.placement.network import NEVER, Network, listed_out, network_of
from shouwei.engine.placement.policy import LOTTERY, MISSED, Policy
from shouwei.engine.placement.problem import Edges, Hubs, Numbers, Problem, load, variant, with_level
from shouwei.engine.placement.result import Result
from shouwei.engine.placement.solve import solve

Ints = NDArray[np.int64]
MOVED = "moved"
NEAR = 3  # ways that lose more than so many bonuses are not looked at for a first basis


def reoptimise(before: Result, problem: Problem, *, keep_bonus: int | None = None, warm: bool = True) -> Result:
    """Solve ``problem``, a change of ``before.problem`` with the same students in the same order.

    keep_bonus: what leaving the present post costs, in the units of the weighted objective without lottery (None: one step of
    the least level).  The answer is optimal, and proved so, for the objective with the bonus.  Warm: starts from the former
    basis, whose prices are nearly right; only explicit problems with the same tree, others start cold.
    """
    if problem.students != before.problem.students:
        raise NotIndices(f"{before.problem.students} students were placed, {problem.students} are asked")
    weights = _weights_without_lottery(before)
    bonus = weights[before.policy.levels[-1]] if keep_bonus is None and before.policy.levels else keep_bonus or 0
    levels = tuple(name for name in before.policy.levels if name != MOVED)
    weights = {name: value for name, value in weights.items() if name != MOVED}
    policy = Policy(
        levels=(*levels, MOVED), weights={**weights, MOVED: bonus}, lottery=before.policy.lottery,
        lottery_bits=before.policy.lottery_bits, keep_bonus=bonus,
    )  # fmt: skip
    problem = with_present(problem, before.post, levels)
    network = network_of(problem, policy)
    network = _unplaced_have_moved(network, before.post)
    costs = costs_on(network)
    start = _resumed(before, problem, network, costs) if warm else None
    return solve(problem, policy, start=start, network=network, costs=costs)


def _weights_without_lottery(before: Result) -> dict[str, int]:
    """The former weights in units of the least level: all are multiples of the range of the lottery, rounded up to a power."""
    if before.policy.weights is not None:
        return dict(before.policy.weights)
    weights = {name: w for name, w in before.network.weights.items() if name != LOTTERY}
    least = min(weights.values())
    return {name: w // least for name, w in weights.items() if name != MISSED} | (
        {MISSED: weights[MISSED] // least} if MISSED in weights else {}
    )


def with_present(problem: Problem, present: Numbers, levels: tuple[str, ...]) -> Problem:
    """The level ``moved``: 1 for every post but the present one.  Those who went by their class get an edge of their own."""
    present = np.asarray(present, np.int64)
    edges, hubs = problem.edges, problem.hubs
    moved = np.zeros(len(edges.post), np.uint8)
    kernel.present_edges(edges.ptr, edges.post, present, moved, np.empty(problem.students, np.int64))
    if hubs is None:
        return with_level(problem, MOVED, moved)
    row = np.repeat(np.arange(problem.students), np.diff(edges.ptr))
    who = np.flatnonzero((present >= 0) & (hubs.student_class >= 0))
    none = {name: edges.levels.get(name, np.zeros(0, np.int64)) for name in levels}
    rows, posts, columns = listed_out(problem, none, who, hubs.student_class.astype(np.int64))
    mine = posts == present[rows]
    mine &= ~np.isin(rows * problem.tree.posts + posts, row * problem.tree.posts + edges.post)
    rows, posts = np.concatenate([row, rows[mine]]), np.concatenate([edges.post, posts[mine]]).astype(np.int64)
    order = np.lexsort((posts, rows))
    extended: dict[str, Numbers] = {n: np.concatenate([edges.levels[n], columns[n][mine]])[order] for n in levels}
    extended[MOVED] = np.concatenate([moved, np.zeros(int(mine.sum()), np.uint8)])[order]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=problem.students))]).astype(np.int64)
    by_class = {**hubs.student_levels, MOVED: (present >= 0).astype(np.uint8)}
    return variant(
        problem, edges=Edges(ptr, posts[order], extended), hubs=Hubs(hubs.student_class, hubs.lists, by_class)
    )


def _unplaced_have_moved(network: Network, present: Numbers) -> Network:
    edge, _, arc = network.columns[MOVED]
    out = (np.asarray(present) >= 0).astype(np.uint8)
    return Network(**{**network.__dict__, "columns": {**network.columns, MOVED: (edge, out, arc)}})


def _resumed(before: Result, problem: Problem, network: Network, costs: Costs) -> Basis | None:
    """A strongly feasible basis near the former one, or None when the problems are too different.

    Everybody stays where that is still possible; the tree is that of the cheapest ways to the root at the former prices, so
    that only those who lost their place, and those whose edges changed, are left to the simplex.
    """
    old, former = before.basis, before.network
    if (
        old is None
        or not len(network.node)
        or not len(former.node)
        or network.hub0 != network.root
        or former.hub0 != former.root
        or not np.array_equal(former.up, network.up)
    ):
        return None
    if problem.minimum is not None:
        return None
    root, cap = network.root, network.capacity
    cur = _same_edges(network, before, old.cur, costs)
    cur = _without_overflow(problem, network, cur, costs)
    flow = np.zeros(root + 1, np.int64)
    at = np.where(cur >= 0, network.node[cur], -1)
    flow[:root] = load(problem.tree, at)
    par, kind = network.up.astype(np.int32), np.zeros(root + 1, np.int8)
    ls, le = np.full(root + 1, -1, np.int64), np.full(root + 1, -1, np.int64)
    most = NEAR * network.weights.get(MOVED, 0) or NEVER
    kernel.nearest_ways(
        network.ptr, network.node, costs.edge, costs.out, cur, network.up, cap, flow, old.pi, most, par, kind, ls, le
    )
    none = np.full(root + 1, -1, np.int64)
    basis = Basis(
        par=par, kind=kind, ls=ls, le=le, after=none.astype(np.int32), before=none.astype(np.int32),
        depth=np.zeros(root + 1, np.int32), pi=np.zeros(root + 1, np.int64), flow=flow,
        arc_flow=np.zeros(0, np.int64), cur=cur,
    )  # fmt: skip
    kernel.hang_all(basis.par, basis.after, basis.before, basis.depth)
    reprice(network, basis, costs)
    return basis


def _same_edges(network: Network, before: Result, cur: Ints, costs: Costs) -> Ints:
    """The former places as edges of the new network, -1 where they are gone."""
    want = np.where(cur >= 0, before.network.node[cur], -1).astype(np.int64)
    found = np.full(network.students, -1, np.int64)
    kernel.find_edges(network.ptr, network.node, want, np.arange(network.students), found)
    gone = (found >= 0) & (costs.edge[found] == NEVER)
    return np.where(gone, -1, found)


def _without_overflow(problem: Problem, network: Network, cur: Ints, costs: Costs) -> Ints:
    """Where a capacity has shrunk, the dearest go first."""
    tree = problem.tree
    for nodes_of in (
        lambda p: p,
        lambda p: tree.posts + tree.employer_of[p],
        lambda p: tree.posts + tree.employers + tree.park_of[tree.employer_of[p]],
    ):
        placed = np.flatnonzero(cur >= 0)
        where = nodes_of(network.node[cur[placed]].astype(np.int64))
        held = np.bincount(where, minlength=network.root)
        over = held[: network.root] > network.capacity[: network.root]
        if not over.any():
            continue
        order = np.lexsort((placed, costs.edge[cur[placed]], where))
        first = np.concatenate([[0], np.cumsum(held)])[where[order]]
        cur[placed[order[np.arange(len(order)) - first >= network.capacity[where[order]]]]] = -1
    return cur
