"""``solve`` and ``reoptimise``: from a problem and a policy to a proved placement."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.basis import (
    Basis,
    Costs,
    costs_on,
    first_basis,
    improve,
    lexicographic,
    prices,
    vector_prices,
)
from shouwei.engine.placement.certify import certify, unplaced_beyond_minimum, weak_bound
from shouwei.engine.placement.network import Network, network_of
from shouwei.engine.placement.policy import PLACED, Policy, lottery_number
from shouwei.engine.placement.problem import Problem
from shouwei.engine.placement.result import Prices, Result

Ints = NDArray[np.int64]
NO_LIMIT = 1 << 62


def solve(
    problem: Problem, policy: Policy | None = None, *, limit: int = NO_LIMIT, prove: bool = True, start: Basis | None = None,
    network: Network | None = None, costs: Costs | None = None,
) -> Result:  # fmt: skip
    """The best placement.

    limit: most pivots before ``Unfinished`` is raised.  prove: check certificate B and repair when the weights did not act
    lexicographically (weighted policies need no repair).  O(pivots x (depth + subtree)); about five pivots a student.
    """
    policy = policy or Policy()
    begun = time.process_time()
    network = network or network_of(problem, policy)
    costs = costs or costs_on(network)
    basis = start or first_basis(network, costs)
    pivots = improve(network, basis, costs, limit)
    result = _result(problem, policy, network, costs, basis, pivots, begun, "optimal")
    if prove and policy.is_lexicographic and not certify(result).lexicographic:
        pivots += lexicographic(network, basis, limit)
        result = _result(problem, policy, network, costs, basis, pivots, begun, "lexicographic")
    return result


def _result(
    problem: Problem,
    policy: Policy,
    network: Network,
    costs: Costs,
    basis: Basis,
    pivots: int,
    begun: float,
    status: str,
) -> Result:
    edge, out, arc = costs.edge, costs.out, costs.arc
    pi = _lifted(network, prices(network, basis, edge, out, arc))
    high = int(out.max(initial=0)) * 2 + 1
    by_level = _differences(network, _lifted(network, vector_prices(network, basis)))
    shut = network.capacity <= 0
    y = _differences(network, pi)
    y[shut[: network.hub0]] = high
    by_level[shut[: network.hub0]] = 0
    by_level[shut[: network.hub0], 0] = 2
    first, second, third = problem.tree.posts, problem.tree.posts + problem.tree.employers, network.hub0
    schools = 0 if problem.minimum is None else len(problem.minimum)
    claimed = Prices(
        y[:first], y[first:second], y[second : third - schools], y[third - schools :], tuple(network.columns), by_level
    )
    post = _posts(problem, policy, network, basis)
    short = unplaced_beyond_minimum(problem, post)
    at = basis.cur
    where = at >= 0
    cost = _large_sum(edge[at[where]]) + _large_sum(out[~where])
    cost += sum(
        int(f) * int(c) for f, c in zip(basis.arc_flow[basis.arc_flow > 0], arc[basis.arc_flow > 0], strict=True)
    )
    levels = _totals(network, basis)
    levels[PLACED] = int((post >= 0).sum())
    for array in (post, *claimed.__dict__.values()):
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    bound = weak_bound(network, (edge, out, arc), y)
    return Result(
        problem=problem, policy=policy, network=network, post=post, levels=levels, prices=claimed, cost=cost, bound=bound,
        status=status, way=at.copy(), pivots=pivots, seconds=time.process_time() - begun, basis=basis,
        short=tuple((int(k), int(short[k])) for k in np.flatnonzero(short)),
    )  # fmt: skip


def _lifted(network: Network, pi: Ints) -> Ints:
    """Places that hold nobody may come out cheaper than the place above: nobody minds if they cost as much."""
    pi = pi.copy()
    parents = np.flatnonzero(network.up[: network.hub0] >= 0)
    for nodes in _from_above(network, parents):
        above = pi[network.up[nodes]]
        if pi.ndim == 1:
            pi[nodes] = np.maximum(pi[nodes], above)
        else:
            differs = pi[nodes] != above
            first = np.argmax(differs, axis=1)[:, None]
            lower = np.take_along_axis(pi[nodes] - above, first, axis=1)[:, 0] < 0
            pi[nodes[lower]] = above[lower]
    return pi


def _from_above(network: Network, nodes: Ints) -> list[Ints]:
    """Tree nodes in the order parks and minimums, employers, posts."""
    depth, above = np.zeros(len(nodes), np.int64), network.up[nodes]
    while (above != network.root).any():
        inside = above != network.root
        depth[inside] += 1
        above[inside] = network.up[above[inside]]
    return [nodes[depth == k] for k in range(3)]


def _differences(network: Network, pi: Ints) -> Ints:
    return np.asarray(pi[: network.hub0] - pi[network.up[: network.hub0]])


def _large_sum(values: Ints) -> int:
    return (int((values >> 24).sum()) << 24) + int((values & 0xFFFFFF).sum())


def _totals(network: Network, basis: Basis) -> dict[str, int]:
    at, where = basis.cur, basis.cur >= 0
    used = basis.arc_flow > 0
    totals = {}
    for name, (edge, out, arc) in network.columns.items():
        total = int(edge[at[where]].astype(np.int64).sum()) if edge is not None else 0
        total += int(out[~where].astype(np.int64).sum()) if out is not None else 0
        total += int((arc[used].astype(np.int64) * basis.arc_flow[used]).sum()) if arc is not None else 0
        totals[name] = total
    return totals


def _posts(problem: Problem, policy: Policy, network: Network, basis: Basis) -> NDArray[np.int32]:
    """Post of every student.  Those who go by their class are equal to all levels: the lottery deals out the class's posts."""
    assert problem.fixed is not None
    post = np.where(basis.cur >= 0, network.node[basis.cur] if len(network.node) else -1, -1).astype(np.int32)
    hubbed = np.flatnonzero(post >= network.hub0)
    post[(post >= problem.tree.posts) & (post < network.hub0)] = -1
    if len(hubbed):
        assert problem.student_id is not None
        assert problem.post_id is not None
        hub = post[hubbed] - network.hub0
        ident = problem.student_id[hubbed].astype(np.int64)
        draw = lottery_number(ident, np.full(len(ident), -2, np.int64), policy.lottery or 0, 30)
        students = hubbed[np.lexsort((ident, draw, hub))]
        used = np.flatnonzero(basis.arc_flow)
        arc_hub = np.searchsorted(network.hub_ptr, used, side="right") - 1
        order = used[np.lexsort((problem.post_id[network.hub_post[used]], arc_hub))]
        post[students] = np.repeat(network.hub_post[order], basis.arc_flow[order])
    post[problem.fixed[:, 0]] = problem.fixed[:, 1]
    return post
