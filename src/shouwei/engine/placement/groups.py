"""Groups that want one post together.  Unsplittable flow is NP-hard, so: the relaxation's prices, a greedy choice, and the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shouwei.engine.placement.certify import certify
from shouwei.engine.placement.explain import cost_of
from shouwei.engine.placement.faults import Contradiction, NotIndices
from shouwei.engine.placement.policy import Policy
from shouwei.engine.placement.problem import Numbers, Problem, load, variant
from shouwei.engine.placement.result import Result
from shouwei.engine.placement.solve import solve


@dataclass(frozen=True)
class Grouped:
    """result: groups together, all others optimal around them.  post_of: per group, -1 if none could hold it (its members stay
    unplaced).  cost, bound: weighted; the gap is at most ``cost - bound``, never called optimal unless it is 0."""

    result: Result
    post_of: tuple[int, ...]
    cost: int
    bound: int

    @property
    def gap(self) -> int:
        return self.cost - self.bound


def place_groups(problem: Problem, groups: Sequence[Sequence[int]], policy: Policy | None = None) -> Grouped:
    """Largest group first: of the posts all its members may take and that hold it, the least cost at the relaxation's prices."""
    policy = policy or Policy()
    members = [int(s) for group in groups for s in group]
    if members and not 0 <= min(members) <= max(members) < problem.students:
        raise NotIndices(f"groups name students {min(members)} to {max(members)}, there are {problem.students}")
    assert problem.fixed is not None
    if len(set(members)) != len(members) or set(members) & set(problem.fixed[:, 0].tolist()):
        raise Contradiction("a student is in two groups, or fixed and in a group")
    relaxed = solve(problem, policy)
    bound = certify(relaxed).bound
    price = relaxed.prices.chain(problem)
    capacity = problem.tree.capacity() - problem.held_by_fixed()
    fixed, post_of, nowhere = problem.fixed.copy(), [-1] * len(groups), list[int]()
    cost = 0
    for g in sorted(range(len(groups)), key=lambda g: (-len(groups[g]), g)):
        group = [int(s) for s in groups[g]]
        best: tuple[int, int, int] | None = None
        for post in _common_posts(relaxed, group):
            if (load(problem.tree, np.full(len(group), post)) <= capacity).all():
                own = sum(cost_of(relaxed, s, post) for s in group)
                offer = (own + len(group) * int(price[post]), post, own)
                best = min(best or offer, offer)
        if best is None:
            nowhere += group
            continue
        post_of[g], cost = best[1], cost + best[2]
        capacity = capacity - load(problem.tree, np.full(len(group), best[1]))
        fixed = np.concatenate([fixed, [[s, best[1]] for s in group]])
    barred = _barred(problem, nowhere)
    result = solve(variant(problem, fixed=fixed, blocked=barred), policy)
    return Grouped(result, tuple(post_of), cost + result.cost, bound)


def _common_posts(relaxed: Result, group: list[int]) -> list[int]:
    network = relaxed.network
    common: set[int] | None = None
    for s in group:
        nodes = network.node[network.ptr[s] : network.ptr[s + 1]]
        own = set(nodes[nodes < relaxed.problem.tree.posts].tolist())
        for hub in nodes[nodes >= network.hub0] - network.hub0:
            own |= set(network.hub_post[network.hub_ptr[hub] : network.hub_ptr[hub + 1]].tolist())
        common = own if common is None else common & own
    return sorted(common or ())


def _barred(problem: Problem, students: list[int]) -> Numbers:
    posts = np.arange(problem.tree.posts)
    pairs = [np.stack([np.full(len(posts), s), posts], axis=1) for s in students]
    assert problem.blocked is not None
    return np.concatenate([problem.blocked, *pairs])
