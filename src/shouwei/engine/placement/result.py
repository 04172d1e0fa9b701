"""What the solver hands back: nothing in it has to be believed, ``certify`` checks it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shouwei.engine.placement.network import Network
    from shouwei.engine.placement.policy import Policy
    from shouwei.engine.placement.problem import Problem

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Prices:
    """What one more place is worth at most, never negative: int64[M], int64[E], int64[P], int64[K] (minimums); cost units.

    ``by_level``: the same as vectors over ``levels``, int64[M + E + P + K, L], first difference decides (no levels after
    ``reoptimise``: its objective is a weighted one, and it needs no vectors).
    """

    post: Ints
    employer: Ints
    park: Ints
    minimum: Ints
    levels: tuple[str, ...]
    by_level: Ints

    def chain(self, problem: Problem) -> Ints:
        """int64[M]: post, employer and park together."""
        tree = problem.tree
        whole = self.post + self.employer[tree.employer_of] + self.park[tree.park_of[tree.employer_of]]
        return np.asarray(whole, np.int64)


@dataclass(frozen=True)
class Result:
    """post int32[N], -1 for unplaced.  levels: totals of every level (``placed``: number placed, the fixed included).

    cost: weighted total; bound: what no placement can be below; status: ``optimal``, ``lexicographic`` (the weights alone did
    not act lexicographically, the answer was repaired).  way int64[N]: edge of the network, -1 unplaced.  flow
    int64[places + 1], arc_flow int64[hub arcs]: how many go through each place and from each class to each of its posts.
    pivots: steps of the solver (after ``reoptimise``: units sent another way).  seconds of processor time.
    """

    problem: Problem
    policy: Policy
    network: Network
    post: NDArray[np.int32]
    levels: dict[str, int]
    prices: Prices
    cost: int
    bound: int
    status: str
    way: Ints
    pivots: int
    seconds: float
    flow: Ints
    arc_flow: Ints
    short: tuple[tuple[int, int], ...] = ()  # (school, places missing to its minimum)
    notes: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        """SHA-256 of everything decided; equal for equal problem, policy and seed."""
        digest = hashlib.sha256()
        for array in (self.post, self.prices.post, self.prices.employer, self.prices.park, self.prices.by_level):
            digest.update(np.ascontiguousarray(array).tobytes())
        digest.update(repr((sorted(self.levels.items()), self.cost, self.bound, self.status)).encode())
        return digest.hexdigest()
