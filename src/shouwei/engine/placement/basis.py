"""Bases of the simplex: a first one, one from an earlier answer, and the prices a basis implies."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement import kernel
from shouwei.engine.placement.faults import TooLarge, Unfinished
from shouwei.engine.placement.network import NEVER, Network

Ints = NDArray[np.int64]
BLOCK = 300  # edges looked at before the best of them enters; 70 and 3,000 were slower
SHARE = 4  # a round over the students is followed by one over a quarter of the hubs: their arcs are many
MINOR = 30  # arcs of one hub that may enter in a row


@dataclass
class Basis:
    """See ``kernel``: one entry per place, root last; ``arc_flow`` per hub arc, ``cur`` per student (edge or -1)."""

    par: NDArray[np.int32]
    kind: NDArray[np.int8]
    ls: Ints
    le: Ints
    after: NDArray[np.int32]
    before: NDArray[np.int32]
    depth: NDArray[np.int32]
    pi: Ints
    flow: Ints
    arc_flow: Ints
    cur: Ints

    def arrays(self) -> tuple[NDArray[np.int64], ...]:
        return tuple(getattr(self, f.name) for f in fields(self))


@dataclass
class Costs:
    """One objective on the network: what may not be used costs NEVER.  ``frozen`` places keep their flow."""

    edge: Ints
    out: Ints
    arc: Ints
    frozen: NDArray[np.bool_]


def closed(network: Network) -> NDArray[np.bool_]:
    """Places that can hold nobody because they or a place above them have no capacity."""
    up, shut = network.up, network.capacity <= 0
    shut[network.hub0 :] = False
    for _ in range(3):
        shut[: network.hub0] |= shut[up[: network.hub0]]
    return shut


def costs_on(network: Network, weights: dict[str, int] | None = None) -> Costs:
    edge, out, arc = network.costs(weights)
    shut = closed(network)
    if shut.any():
        arc[shut[network.hub_post]] = NEVER
    for hub in range(len(network.hub_ptr) - 1):
        row = arc[network.hub_ptr[hub] : network.hub_ptr[hub + 1]]
        shut[network.hub0 + hub] = not len(row) or row.min() == NEVER
    if shut.any():
        kernel.forbid(network.node, shut, edge)
    return Costs(edge, out, arc, np.zeros(len(network.up), np.bool_))


def first_basis(network: Network, costs: Costs) -> Basis:
    """Nobody placed; every place sends what it gets up, every hub to the first of its cheapest posts."""
    n = len(network.up)
    par = network.up.astype(np.int32)
    kind = np.zeros(n, np.int8)
    le = np.full(n, -1, np.int64)
    for hub in range(len(network.hub_ptr) - 1):
        v = network.hub0 + hub
        lo, hi = network.hub_ptr[hub], network.hub_ptr[hub + 1]
        kind[v], par[v] = kernel.FORTH, network.root
        if hi > lo and costs.arc[lo:hi].min() != NEVER:
            le[v] = lo + np.argmin(costs.arc[lo:hi])
            par[v] = network.hub_post[le[v]]
    none = np.full(n, -1, np.int64)
    basis = Basis(
        par=par, kind=kind, ls=none.copy(), le=le, after=none.astype(np.int32), before=none.astype(np.int32),
        depth=np.zeros(n, np.int32), pi=np.zeros(n, np.int64), flow=np.zeros(n, np.int64),
        arc_flow=np.zeros(len(network.hub_post), np.int64), cur=np.full(network.students, -1, np.int64),
    )  # fmt: skip
    kernel.hang_all(basis.par, basis.after, basis.before, basis.depth)
    reprice(network, basis, costs)
    return basis


def link_values(network: Network, basis: Basis, edge: Ints | None, out: Ints | None, arc: Ints | None) -> Ints:
    """What sending one unit along every link costs, for any column of values (None: zeros)."""
    values = np.zeros(len(network.up), np.int64)
    joints = np.flatnonzero(basis.kind == kernel.JOINT)
    joints = joints[joints != network.root]
    student, to, at = basis.ls[joints], basis.le[joints], basis.cur[basis.ls[joints]]
    for where, sign in ((to, 1), (at, -1)):
        if edge is not None and len(edge):
            values[joints] += np.where(where >= 0, edge[where], 0).astype(np.int64) * sign
        if out is not None and len(out):
            values[joints] += np.where(where >= 0, 0, out[student]).astype(np.int64) * sign
    if arc is not None:
        for kind, sign in ((kernel.FORTH, 1), (kernel.BACK, -1)):
            links = np.flatnonzero((basis.kind == kind) & (basis.le >= 0))
            values[links] = arc[basis.le[links]].astype(np.int64) * sign
    return values


def prices(network: Network, basis: Basis, edge: Ints | None, out: Ints | None, arc: Ints | None) -> Ints:
    """Price of one more unit at every place, int64[places + 1], root 0."""
    pi = np.zeros(len(network.up), np.int64)
    kernel.price_down(basis.par, basis.after, link_values(network, basis, edge, out, arc), pi)
    return pi


def reprice(network: Network, basis: Basis, costs: Costs) -> None:
    basis.pi[:] = prices(network, basis, costs.edge, costs.out, costs.arc)


def improve(network: Network, basis: Basis, costs: Costs, limit: int) -> int:
    """Pivot to the optimum; the number of pivots.  Raises ``TooLarge`` or ``Unfinished``."""
    steps = np.zeros(1, np.int64)
    run: Any = kernel.improve
    end = run(
        network.ptr, network.node, costs.edge, costs.out, network.hub0, network.hub_ptr, network.hub_post, costs.arc,
        network.up, network.capacity, costs.frozen, *basis.arrays(), BLOCK, MINOR, SHARE, limit, steps,
    )  # fmt: skip
    if end == kernel.OVERFLOW:
        raise TooLarge("a price left the range of 2^61: measure the levels in coarser units or choose smaller weights")
    if end == kernel.OUT_OF_STEPS:
        raise Unfinished(f"no optimum after {steps[0]} pivots")
    return int(steps[0])


def lexicographic(network: Network, basis: Basis, limit: int) -> int:
    """The repair: level by level, each on the optimal face of those before (edges and arcs without reduced cost only).

    Exact for any values: no weights are involved.  Started from a nearly optimal basis it takes few pivots.
    """
    pivots = 0
    banned = costs_on(network)
    edge_ok, out_ok, arc_ok = banned.edge != NEVER, np.ones(network.students, bool), banned.arc != NEVER
    frozen = np.zeros(len(network.up), np.bool_)
    del banned
    for name in network.columns:
        edge, out, arc = network.costs({name: 1})
        edge[~edge_ok], out[~out_ok], arc[~arc_ok] = NEVER, NEVER, NEVER
        costs = Costs(edge, out, arc, frozen)
        reprice(network, basis, costs)
        pivots += improve(network, basis, costs, limit)
        pi = basis.pi
        own = np.where(basis.cur >= 0, edge[basis.cur] + pi[network.node[basis.cur]], out) if len(edge) else out
        out_ok &= out == own
        edge_ok &= edge + pi[network.node] == np.repeat(own, np.diff(network.ptr))
        hub_price = np.repeat(pi[network.hub0 : network.root], np.diff(network.hub_ptr))
        arc_ok &= arc + pi[network.hub_post] == hub_price
        frozen = frozen | ((network.up >= 0) & (pi != pi[network.up]))
    return pivots


def vector_prices(network: Network, basis: Basis) -> Ints:
    """The prices of every level on their own, int64[places + 1, levels]."""
    columns = [prices(network, basis, *network.columns[name]) for name in network.columns]
    return np.stack(columns, axis=1)
