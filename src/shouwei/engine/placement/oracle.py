"""OR-Tools' min-cost flow on the same network: an oracle for tests and a fall-back.  Needs the optional package ``ortools``."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from shouwei.engine.placement import kernel
from shouwei.engine.placement.basis import costs_on
from shouwei.engine.placement.clusters import library
from shouwei.engine.placement.faults import ProblemError, TooLarge, Unfinished
from shouwei.engine.placement.network import NEVER, Network, network_of
from shouwei.engine.placement.policy import Policy
from shouwei.engine.placement.problem import Problem
from shouwei.engine.placement.result import Result
from shouwei.engine.placement.solve import Flow, result_of


def solve_by_ortools(problem: Problem, policy: Policy) -> Result:
    """The fall-back: the optimum for weights found by OR-Tools, a result like any other (``certify``, ``explain``, ``reoptimise``).

    OR-Tools gives no prices; they are the cheapest ways to make room for one more, found afterwards in the graph of what can still
    move.  Weighted policies only, for nothing here could repair weights that do not act lexicographically.  Raises ``NotInstalled``.
    """
    if policy.is_lexicographic:
        raise ProblemError("OR-Tools minimises one sum: give the policy weights")
    begun = time.process_time()
    network = network_of(problem, policy)
    costs = costs_on(network)
    cur, arc_flow = way(network)
    flow = np.bincount(network.node[cur[cur >= 0]], minlength=len(network.up)).astype(np.int64)
    np.add.at(flow, network.hub_post, arc_flow)
    for v in range(network.hub0):  # posts, employers, parks and minimums: what is above has a larger number
        flow[network.up[v]] += flow[v]
    pi, via = np.zeros(len(network.up), np.int64), np.full((len(network.up), 2), -1, np.int64)
    kernel.spread(
        network.ptr, network.node, costs.edge, costs.out, network.hub0, network.hub_ptr, network.hub_post, costs.arc,
        network.up, network.capacity, flow, arc_flow, cur, -1, network.root, pi, via,
    )  # fmt: skip
    return result_of(problem, policy, network, costs, Flow(flow, arc_flow, cur), pi, None, 0, begun, "optimal")


def arcs(network: Network) -> tuple[np.ndarray, ...]:
    """tail, head, capacity, cost int64[...] of the whole network with students as nodes, and supply int64[places + 1 + N]."""
    costs, places = costs_on(network), len(network.up)
    n, root = network.students, network.root
    student = np.repeat(np.arange(n), np.diff(network.ptr)) + places
    hub = np.repeat(np.arange(len(network.hub_ptr) - 1), np.diff(network.hub_ptr)) + network.hub0
    tail = np.concatenate([student, np.arange(n) + places, hub, np.arange(network.hub0)])
    head = np.concatenate([network.node, np.full(n, root), network.hub_post, network.up[: network.hub0]]).astype(
        np.int64
    )
    most = np.concatenate([np.ones(len(student) + n, np.int64), np.full(len(hub), n), network.capacity[: network.hub0]])
    cost = np.concatenate([costs.edge, costs.out, costs.arc, np.zeros(network.hub0, np.int64)])
    most = np.minimum(np.where(cost == NEVER, 0, most), n)
    supply = np.zeros(places + n, np.int64)
    supply[places:], supply[root] = 1, -n
    return tail, head, most, np.where(cost == NEVER, 0, cost), supply


def flow_cost(network: Network) -> int:
    """The least total cost by OR-Tools.  Raises ``TooLarge`` where its 64-bit range does not suffice."""
    solver: Any = _loaded(network)
    return int(solver.optimal_cost())


def _loaded(network: Network) -> Any:
    min_cost_flow = library("ortools.graph.python.min_cost_flow", "ortools")
    tail, head, most, cost, supply = arcs(network)
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), most, cost)
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        raise TooLarge("OR-Tools multiplies costs by the number of nodes; choose smaller weights")
    if status != solver.OPTIMAL:
        raise Unfinished(f"OR-Tools: {status}")
    return solver


def way(network: Network) -> tuple[np.ndarray, np.ndarray]:
    """The same answer as flows: edge of each student (-1 unplaced) and flow on every hub arc."""
    solver = _loaded(network)
    flows = np.asarray(solver.flows(np.arange(solver.num_arcs(), dtype=np.int32)))
    edges = len(network.node)
    cur = np.full(network.students, -1, np.int64)
    used = np.flatnonzero(flows[:edges])
    cur[np.repeat(np.arange(network.students), np.diff(network.ptr))[used]] = used
    first = edges + network.students
    return cur, flows[first : first + len(network.hub_post)].astype(np.int64)
