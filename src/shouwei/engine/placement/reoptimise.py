"""After a change: the best placement again, moving as few students as their bonus for staying is worth."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement import kernel, ways
from shouwei.engine.placement.basis import Costs, closed, costs_on
from shouwei.engine.placement.faults import NotIndices
from shouwei.engine.placement.network import Network, network_of
from shouwei.engine.placement.policy import LOTTERY, MOVED, PLACED, Policy
from shouwei.engine.placement.problem import Problem, with_present
from shouwei.engine.placement.result import Result
from shouwei.engine.placement.solve import Flow, result_of, solve

Ints = NDArray[np.int64]
NEAR = 1.5  # bonuses: ways into a place that lose more are listed only when a search gets that far
LOOKS = 40
"""As many options of students may be looked at per edge of the network before solving afresh is the cheaper way."""


def reoptimise(before: Result, problem: Problem, *, keep_bonus: int | None = None, warm: bool = True) -> Result:
    """Solve ``problem``, a change of ``before.problem``: the same students in the same order, posts, employers and parks with
    the same numbers, new ones after them; everything else may differ.

    keep_bonus: what leaving the present post costs, in the units of the weighted objective without lottery (None: one step of
    the least level).  The answer is optimal, and proved so, for the objective with the bonus; levels count who ``moved``.  Warm:
    starts from the former prices and moves only what lost its place (``ways``), and starts cold where too much has changed.
    One pass over the edges, then per student displaced the neighbourhood of a cheapest way.
    """
    if problem.students != before.problem.students:
        raise NotIndices(f"{before.problem.students} students were placed, {problem.students} are asked")
    if problem.tree.posts < before.problem.tree.posts:
        raise NotIndices(
            f"{before.problem.tree.posts} posts were there, {problem.tree.posts} are left: close, not remove"
        )
    begun = time.process_time()
    policy = _policy_after(before.policy, before.network, keep_bonus)
    problem = with_present(problem, before.post)
    network = network_of(problem, policy)
    costs = costs_on(network)
    found = _near(before, problem, network, costs) if warm else None
    if found is None:
        return solve(problem, policy, network=network, costs=costs)
    flow, pi, sent = found
    return result_of(problem, policy, network, costs, flow, pi, None, sent, begun, "optimal")


def _policy_after(policy: Policy, network: Network, keep_bonus: int | None) -> Policy:
    weights = {name: w for name, w in _weights_without_lottery(policy, network).items() if name != MOVED}
    levels = tuple(name for name in policy.levels if name != MOVED)
    bonus = (weights[levels[-1]] if levels else 0) if keep_bonus is None else keep_bonus
    return Policy(
        levels=(*levels, MOVED), weights={**weights, MOVED: bonus}, lottery=policy.lottery,
        lottery_bits=policy.lottery_bits, keep_bonus=bonus,
    )  # fmt: skip


def _weights_without_lottery(policy: Policy, network: Network) -> dict[str, int]:
    """The former weights in units of the least level: all are multiples of the range of the lottery, rounded up to a power."""
    if policy.weights is not None:
        return dict(policy.weights)
    weights = {name: w for name, w in network.weights.items() if name != LOTTERY}
    least = min(weights.values())
    return {name: w // least for name, w in weights.items()}


def _near(before: Result, problem: Problem, network: Network, costs: Costs) -> tuple[Flow, Ints, int] | None:
    """Flow, prices of one more unit, and the number of units sent; None where too much has changed."""
    y, fresh = _former_prices(before, problem, network)
    n, hub0 = len(network.up), network.hub0
    shut = closed(network)
    fresh &= ~shut
    pi, flow, b = (np.zeros(n, np.int64) for _ in range(3))
    cur, low = np.empty(network.students, np.int64), np.empty(network.students, np.int64)
    hubs = (hub0, network.hub_ptr, network.hub_post, costs.arc)
    edges = (network.ptr, network.node, costs.edge, costs.out)
    high = int(costs.out.max(initial=0)) * 2 + 1
    schools = 0 if problem.minimum is None else len(problem.minimum)
    ways.start_prices(network.up, *hubs, y, fresh, shut, high, pi)
    ways.own_ways(*edges, problem.present, hub0 - schools, hub0, pi, fresh, cur, low)
    if fresh.any():
        ways.price_fresh(*edges, *hubs, network.up, fresh, shut, cur, low, pi)
    ways.sent(network.ptr, network.node, network.up, network.capacity, hub0, shut, cur, pi, flow, b)
    arc_flow, steps = np.zeros(len(network.hub_post), np.int64), np.zeros(2, np.int64)
    limit = LOOKS * (len(network.node) + len(network.hub_post)) + 1000
    within = int(NEAR * max(network.weights[MOVED], 1)) + 1
    send: Any = ways.send_all
    end = send(*edges, *hubs, network.up, network.capacity, shut, cur, low, pi, flow, arc_flow, b, within, limit, steps)
    return (Flow(flow, arc_flow, cur), pi - pi[-1], int(steps[0])) if end == kernel.DONE else None


def _former_prices(before: Result, problem: Problem, network: Network) -> tuple[Ints, NDArray[np.bool_]]:
    """Prices y int64[places without hubs] in the units of the new weights, and the places that could hold nobody before."""
    new, old, former = problem.tree, before.problem.tree, before.network
    many, per = network.weights[PLACED], former.weights[PLACED]
    was_shut = closed(former)[: former.hub0]
    y, fresh = np.zeros(network.hub0, np.int64), np.ones(len(network.up), np.bool_)
    prices = before.prices
    parts = (
        (prices.post, 0, 0, new.posts),
        (prices.employer, old.posts, new.posts, new.employers),
        (prices.park, old.posts + old.employers, new.posts + new.employers, new.parks),
        (prices.minimum, old.posts + old.employers + old.parks, new.posts + new.employers + new.parks, 1 << 40),
    )
    for values, from_, to, most in parts:
        size = min(len(values), most, network.hub0 - to)
        y[to : to + size] = [v * many // per for v in values[:size].tolist()] if many != per else values[:size]
        fresh[to : to + size] = was_shut[from_ : from_ + size]
    fresh[network.hub0 :] = False
    for _ in range(2):  # with a place that is new, all that is below it
        fresh[: network.hub0] |= fresh[network.up[: network.hub0]]
    return y, fresh
