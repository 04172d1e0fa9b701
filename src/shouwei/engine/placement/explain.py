"""Why not this post?  The condition that failed, or the level that is full, what it would cost, who would have to move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shouwei.engine.placement import kernel
from shouwei.engine.placement.basis import costs_on
from shouwei.engine.placement.certify import breaches
from shouwei.engine.placement.faults import NotIndices
from shouwei.engine.placement.problem import Numbers, variant
from shouwei.engine.placement.result import Result


@dataclass(frozen=True)
class Reason:
    """kind: ``here``, ``fixed``, ``not allowed``, ``tie`` (the lottery or an equal plan decided), ``displaces``.

    failed: sentence when not allowed.  binding: (level, number, price: one more place is worth at most that) from the inside out.  price_loss: own
    reduced cost, what the prices say is lost at least.  least_loss: exactly what the whole would lose.  witness: the student
    at the innermost full level who would give way most cheaply.  chain: (student, from, to) who move, -1 is unplaced.
    """

    kind: str
    failed: str = ""
    binding: tuple[tuple[str, int, int], ...] = ()
    price_loss: int = 0
    least_loss: int = 0
    witness: int = -1
    chain: tuple[tuple[int, int, int], ...] = ()


def explain(result: Result, student: int, post: int) -> Reason:
    """One search over the moves still possible, O(passes x edges)."""
    problem, network = result.problem, result.network
    assert problem.fixed is not None
    if not (0 <= student < problem.students and 0 <= post < problem.tree.posts):
        raise NotIndices(f"there is no student {student} or no post {post}")
    if result.post[student] == post:
        return Reason("here")
    if student in problem.fixed[:, 0]:
        return Reason("fixed", f"student {student} is fixed to post {result.post[student]}")
    alone = np.full(problem.students, -1, np.int32)
    alone[problem.fixed[:, 0]] = problem.fixed[:, 1]
    alone[student] = post
    failed = breaches(variant(problem, fixed=None), np.where(np.arange(problem.students) == student, post, -1))
    failed = failed or [text for text in breaches(problem, alone) if "holds" in text]
    if failed:
        return Reason("not allowed", failed[0])
    cost, own = cost_of(result, student, post), _cost_now(result, student)
    present = network.root if result.post[student] < 0 else int(result.post[student])
    far = np.zeros(len(network.up), np.int64)
    via = np.full((len(network.up), 2), -1, np.int64)
    costs = costs_on(network)
    kernel.spread(
        network.ptr, network.node, costs.edge, costs.out, network.hub0, network.hub_ptr, network.hub_post, costs.arc,
        network.up, network.capacity, result.flow, result.arc_flow, result.way, student, present, far, via,
    )  # fmt: skip
    loss = int(cost - own + far[post])
    chain, witness = _chain(result, post, present, via)
    prices, tree = result.prices, problem.tree
    employer = int(tree.employer_of[post])
    park = int(tree.park_of[employer])
    levels = (
        ("post", post, prices.post[post]),
        ("employer", employer, prices.employer[employer]),
        ("park", park, prices.park[park]),
    )
    binding = tuple((name, number, int(value)) for name, number, value in levels if value > 0)
    u = own + int(prices.chain(problem)[present] if present != network.root else 0)
    price_loss = int(cost + prices.chain(problem)[post] - u)
    return Reason("tie" if loss == 0 else "displaces", "", binding, price_loss, loss, witness, chain)


def cost_of(result: Result, student: int, post: int) -> int:
    network = result.network
    edge, _, arc = network.costs()
    row = slice(network.ptr[student], network.ptr[student + 1])
    found = []
    for node, value in zip(network.node[row].tolist(), edge[row].tolist(), strict=True):
        if node == post:
            found.append(value)
        elif network.hub0 <= node < network.root:
            lo, hi = network.hub_ptr[node - network.hub0], network.hub_ptr[node - network.hub0 + 1]
            at = lo + int(np.searchsorted(network.hub_post[lo:hi], post))
            if at < hi and network.hub_post[at] == post:
                found.append(value + int(arc[at]))
    return int(min(found))


def _cost_now(result: Result, student: int) -> int:
    if result.post[student] < 0:
        at = int(result.way[student])
        edge, out, _ = result.network.costs()
        return int(out[student] if at < 0 else edge[at])
    return cost_of(result, student, int(result.post[student]))


def _chain(result: Result, post: int, present: int, via: Numbers) -> tuple[tuple[tuple[int, int, int], ...], int]:
    network, moves, at, origin, steps = result.network, [], post, post, 0
    while at != present and steps < 2 * len(network.up):
        to, student = int(via[at, 0]), int(via[at, 1])
        if student >= 0:
            moves.append((student, origin if origin < result.problem.tree.posts else -1, to))
        elif to >= network.hub0 and to != network.root:
            origin = at  # somebody who came by this class leaves the post: which of them is for the lottery
        at = to
        if at < result.problem.tree.posts or at == network.root:
            origin = at
        steps += 1
    posts = result.problem.tree.posts
    named = tuple((s, int(result.post[s]), to if to < posts else -1) for s, _, to in moves)
    return named, moves[0][0] if moves else -1
