"""``solve``: from a problem and a policy to a proved placement."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement import kernel
from shouwei.engine.placement.basis import (
    Costs,
    costs_on,
    first_basis,
    improve,
    lexicographic,
    prices,
    vector_prices,
)
from shouwei.engine.placement.certify import certify, large_sum, unplaced_beyond_minimum, weak_bound
from shouwei.engine.placement.network import Network, network_of
from shouwei.engine.placement.policy import DEALT, MOVED, PLACED, Policy, lottery_number
from shouwei.engine.placement.problem import Problem
from shouwei.engine.placement.result import Prices, Result

Ints = NDArray[np.int64]
NO_LIMIT = 1 << 62


@dataclass(frozen=True)
class Flow:
    """What was decided: flow int64[places + 1], arc_flow int64[hub arcs], cur int64[N] (edge of the network, -1 unplaced)."""

    flow: Ints
    arc_flow: Ints
    cur: Ints


def solve(
    problem: Problem, policy: Policy | None = None, *, limit: int = NO_LIMIT, prove: bool = True,
    network: Network | None = None, costs: Costs | None = None,
) -> Result:  # fmt: skip
    """The best placement.

    limit: most pivots before ``Unfinished`` is raised.  prove: check certificate B and repair when the weights did not act
    lexicographically (weighted policies need no repair).  O(pivots x (depth + subtree)); about five pivots a student.
    network, costs: those of the problem and policy where they are at hand.
    """
    policy = policy or Policy()
    begun = time.process_time()
    network = network or network_of(problem, policy)
    costs = costs or costs_on(network)
    basis = first_basis(network, costs)

    def answer(status: str) -> Result:
        pi, vectors = prices(network, basis, costs.edge, costs.out, costs.arc), vector_prices(network, basis)
        flow = Flow(basis.flow.copy(), basis.arc_flow.copy(), basis.cur.copy())
        return result_of(problem, policy, network, costs, flow, pi, vectors, pivots, begun, status)

    pivots = improve(network, basis, costs, limit)
    result = answer("optimal")
    if prove and policy.is_lexicographic and not certify(result).lexicographic:
        pivots += lexicographic(network, basis, limit)
        result = answer("lexicographic")
    return result


def result_of(
    problem: Problem, policy: Policy, network: Network, costs: Costs, flow: Flow, pi: Ints, vectors: Ints | None,
    pivots: int, begun: float, status: str,
) -> Result:  # fmt: skip
    """All that follows from a flow and the price ``pi`` of one more unit at every place, int64[places + 1] (root 0)."""
    edge, out, arc = costs.edge, costs.out, costs.arc
    high = int(out.max(initial=0)) * 2 + 1
    shut = network.capacity[: network.hub0] <= 0
    y = _differences(network, _lifted(network, pi))
    y[shut] = high
    by_level = np.zeros((network.hub0, 0), np.int64)
    if vectors is not None:
        by_level = _differences(network, _lifted(network, vectors))
        by_level[shut] = 0
        by_level[shut, 0] = 2
    names = () if vectors is None else tuple(network.columns)
    first, second, third = problem.tree.posts, problem.tree.posts + problem.tree.employers, network.hub0
    schools = 0 if problem.minimum is None else len(problem.minimum)
    claimed = Prices(y[:first], y[first:second], y[second : third - schools], y[third - schools :], names, by_level)
    post = _posts(problem, policy, network, flow)
    short = unplaced_beyond_minimum(problem, post)
    at, where, used = flow.cur, flow.cur >= 0, np.flatnonzero(flow.arc_flow > 0)
    cost = large_sum(edge[at[where]]) + large_sum(out[~where])
    cost += sum(int(f) * int(c) for f, c in zip(flow.arc_flow[used], arc[used], strict=True))
    levels = _totals(network, flow)
    levels[PLACED] = int((post >= 0).sum())
    if MOVED in levels and problem.present is not None:
        levels[MOVED] = int(((problem.present >= 0) & (problem.present != post)).sum())
    for array in (post, at, flow.flow, flow.arc_flow, *claimed.__dict__.values()):
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    bound = weak_bound(network, (edge, out, arc), y)
    return Result(
        problem=problem, policy=policy, network=network, post=post, levels=levels, prices=claimed, cost=cost, bound=bound,
        status=status, way=at, pivots=pivots, seconds=time.process_time() - begun, flow=flow.flow, arc_flow=flow.arc_flow,
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


def _totals(network: Network, flow: Flow) -> dict[str, int]:
    at, where = flow.cur, flow.cur >= 0
    used = flow.arc_flow > 0
    totals = {}
    for name, (edge, out, arc) in network.columns.items():
        total = int(kernel.total_of(edge, at)) if edge is not None else 0
        total += int(out[~where].astype(np.int64).sum()) if out is not None else 0
        total += int((arc[used].astype(np.int64) * flow.arc_flow[used]).sum()) if arc is not None else 0
        totals[name] = total
    return totals


def _posts(problem: Problem, policy: Policy, network: Network, flow: Flow) -> NDArray[np.int32]:
    """Post of every student.  Those who go by their class are equal to all levels: the lottery deals out the class's posts."""
    assert problem.fixed is not None
    post = np.where(flow.cur >= 0, network.node[flow.cur] if len(network.node) else -1, -1).astype(np.int32)
    hubbed = np.flatnonzero(post >= network.hub0)
    post[(post >= problem.tree.posts) & (post < network.hub0)] = -1
    if len(hubbed):
        assert problem.student_id is not None
        assert problem.post_id is not None
        hub = post[hubbed] - network.hub0
        ident = problem.student_id[hubbed].astype(np.int64)
        draw = lottery_number(ident, np.full(len(ident), DEALT, np.int64), policy.lottery or 0, 30)
        students = hubbed[np.lexsort((ident, draw, hub))]
        used = np.flatnonzero(flow.arc_flow)
        arc_hub = np.searchsorted(network.hub_ptr, used, side="right") - 1
        order = used[np.lexsort((problem.post_id[network.hub_post[used]], arc_hub))]
        post[students] = np.repeat(network.hub_post[order], flow.arc_flow[order])
    post[problem.fixed[:, 0]] = problem.fixed[:, 1]
    return post
