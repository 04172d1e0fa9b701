"""The checker.  It imports no solver and believes nothing: it reads the problem, the posts given and the prices claimed.

Breaches: a post outside the student's list, blocked, not the employer of the order class, a capacity exceeded, a fixed student moved.

Certificate A, weak duality (integers, exact).  For any prices y >= 0 on posts, employers, parks and minimums,

    bound(y) = sum_s min(out_s, min_p c_sp + Y_p) - sum_v capacity_v y_v  <=  cost of every placement,

Y_p being the sum of y at and above p.  If the cost of the answer equals the bound, the answer is optimal for the weights.

Certificate B, lexicographic optimality, is the same theorem for vectors under lexicographic order, an ordered group: with vector
prices y_v >= 0, (i) no student has a lexicographically better option than the present one at these prices, and (ii) the totals
equal the bound in every level.  No weights are involved, so it also refutes weights that only seemed large enough.

Both take one pass over the edges.  Source: LP duality; for ordered groups Isermann, Linear lexicographic optimization (1982).
"""

from __future__ import annotations

import operator
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.compiled import compiled
from shouwei.engine.placement.network import Network, network_of
from shouwei.engine.placement.policy import MISSED
from shouwei.engine.placement.problem import Numbers, Problem, load
from shouwei.engine.placement.result import Result

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

Ints = NDArray[np.int64]
LOW = 1 << 24
LARGEST_PRICE = 1 << 58  # the solver's own stay below: a single placement costs less than 2^56
NONE = -1  # no edge: unplaced; no arc, no other way
UNREADABLE = ": no placement"


@dataclass(frozen=True)
class Certificate:
    """breaches: sentences, empty when the placement is allowed.  optimal: A holds; lexicographic: B holds (None: a weighted policy)."""

    breaches: tuple[str, ...]
    primal: int
    bound: int
    level_totals: tuple[int, ...]
    level_bounds: tuple[int, ...]
    lexicographic: bool | None
    seconds: float

    @property
    def gap(self) -> int:
        return self.primal - self.bound

    @property
    def optimal(self) -> bool:
        return not self.breaches and self.gap == 0

    @property
    def proved(self) -> bool:
        """Proved to be best in the sense of its policy."""
        return not self.breaches and (self.optimal if self.lexicographic is None else self.lexicographic)


def certify(result: Result, *, fresh: bool = False) -> Certificate:
    """Check an answer.  ``fresh``: also build the network anew from the problem instead of taking the result's."""
    start = time.process_time()
    problem, prices = result.problem, result.prices
    network = network_of(problem, result.policy) if fresh else result.network
    y = np.concatenate([prices.post, prices.employer, prices.park, prices.minimum])
    faults = _unreadable(network, y, prices.by_level) or breaches(problem, result.post)
    if faults and faults[0].endswith(UNREADABLE):
        claimed = False if result.policy.is_lexicographic else None
        return Certificate(tuple(faults), 0, 0, (), (), claimed, time.process_time() - start)
    short = unplaced_beyond_minimum(problem, result.post)
    cost = network.costs()
    if (y < 0).any():
        faults.append(f"the price of place {int(np.argmin(y))} is negative")
    edge, arc, other, sums = _routes(network, result.post, cost, _summed(network, y), problem)
    unplaced = (edge < 0) & _counts(network, problem)
    if ((edge < -1) & _counts(network, problem)).any():
        faults.append(f"student {int(np.argmax(edge < -1))} has no way to the post given")
    primal = sums[1] - _spared_within_minimum(network, unplaced, short)
    bound = sums[0] - _held(network, y)
    totals: tuple[int, ...] = ()
    bounds: tuple[int, ...] = ()
    lexicographic = False if result.policy.is_lexicographic else None
    if result.policy.is_lexicographic and prices.by_level.shape == (network.hub0, len(network.columns)):
        edge, arc = _better_way(network, edge, arc, other)
        totals, bounds, lexicographic = _vectors(network, problem, result.post, prices.by_level, edge, arc, short)
        lexicographic = lexicographic and totals == bounds and not faults
    return Certificate(tuple(faults), primal, bound, totals, bounds, lexicographic, time.process_time() - start)


def _unreadable(network: Network, y: Numbers, by_level: Numbers) -> list[str]:
    """Prices that are not one whole number a place (and level), or so large that sums of them could leave 64 bits."""
    places = network.hub0
    for values, expected in ((y, (places,)), (by_level, (places, len(network.columns)))):
        if (values.size or values is y) and values.shape != expected:
            return [f"prices have the shape {values.shape}, expected {expected}{UNREADABLE}"]
        if values.dtype.kind not in "iu" or (values > LARGEST_PRICE).any() or (values < -LARGEST_PRICE).any():
            return [f"a price is no whole number within 2^58{UNREADABLE}"]
    return []


def weak_bound(network: Network, cost: tuple[Ints, Ints, Ints], y: Ints) -> int:
    """What no placement can cost less than, for any prices y >= 0 (int64[places], hubs and root left out)."""
    price = _summed(network, y)
    _hub_prices(network.hub_ptr, network.hub_post, cost[2], price, network.hub0)
    high, low = _least(network.ptr, network.node, cost[0], cost[1], price)
    return int(high) * LOW + int(low) - _held(network, y)


@compiled
def _least(ptr, node, cost, out, price):
    high = low = 0
    for s in range(len(out)):
        u = out[s]
        for x in range(np.uint64(ptr[s]), np.uint64(ptr[s + 1])):
            u = min(u, cost[x] + price[node[x]])
        high += u >> 24
        low += u & 0xFFFFFF
    return high, low


def breaches(problem: Problem, post: Numbers) -> list[str]:
    """What the placement violates, read from the problem alone."""
    tree, post = problem.tree, np.asarray(post)
    if post.dtype.kind not in "iu":
        return [f"posts are whole numbers, not {post.dtype}{UNREADABLE}"]
    if post.shape != (problem.students,):
        return [f"{post.shape[0] if post.ndim else 0} students answered, {problem.students} asked{UNREADABLE}"]
    if ((post < -1) | (post >= tree.posts)).any():
        return [f"a post that does not exist{UNREADABLE}"]
    assert problem.fixed is not None
    assert problem.blocked is not None
    found: list[str] = []
    held, capacity = load(tree, post), tree.capacity()
    found += [f"{problem.node_name(v)} holds {held[v]} of {capacity[v]}" for v in np.flatnonzero(held > capacity)[:20]]
    found += [
        f"student {s} is fixed to post {p}"
        for s, p in problem.fixed[post[problem.fixed[:, 0]] != problem.fixed[:, 1]][:20]
    ]
    found += [
        f"student {s} is blocked from post {p}"
        for s, p in problem.blocked[post[problem.blocked[:, 0]] == problem.blocked[:, 1]][:20]
    ]
    placed = np.flatnonzero(post >= 0)
    placed = placed[~np.isin(placed, problem.fixed[:, 0])]
    if problem.bound is not None:
        wrong = placed[(problem.bound[placed] >= 0) & (tree.employer_of[post[placed]] != problem.bound[placed])]
        found += [f"student {s} belongs to employer {problem.bound[s]}" for s in wrong[:20]]
    listed = np.zeros(problem.students, np.bool_)
    _in_row(problem.edges.ptr, problem.edges.post, np.arange(problem.students), post, listed)
    if problem.hubs:
        _in_row(
            problem.hubs.lists.ptr, problem.hubs.lists.post, problem.hubs.student_class.astype(np.int64), post, listed
        )
    found += [f"student {s} may not take post {post[s]}" for s in placed[~listed[placed]][:20]]
    return found


def unplaced_beyond_minimum(problem: Problem, post: Numbers) -> Ints:
    """Per school, how many places are missing to its minimum."""
    if problem.school is None:
        return np.array([], np.int64)
    assert problem.minimum is not None
    there = (problem.school >= 0) & (np.asarray(post) >= 0)
    placed = np.bincount(problem.school[there], minlength=len(problem.minimum))
    every = np.bincount(problem.school[problem.school >= 0], minlength=len(problem.minimum))
    return np.maximum(np.minimum(problem.minimum, every) - placed, 0).astype(np.int64)


@compiled
def _in_row(ptr, post, row_of, wanted, found):
    for s in range(len(wanted)):
        row, want = row_of[s], wanted[s]
        if row < 0:
            continue
        lo, hi = ptr[row], ptr[row + 1]
        while lo < hi:
            middle = (lo + hi) // 2
            if post[middle] < want:
                lo = middle + 1
            else:
                hi = middle
        if lo < ptr[row + 1] and post[lo] == want:
            found[s] = True


def _summed(network: Network, y: Ints) -> Ints:
    """Y at every place but the hubs: y added up along the tree; int64[places + 1] or [places + 1, L]."""
    whole = np.zeros((len(network.up), *y.shape[1:]), np.int64)
    whole[: network.hub0] = y
    above = network.up  # a post, its employer, its park; the root costs nothing, nor do hubs, which have nothing above
    return np.asarray(whole + whole[above] + whole[above[above]])


def _held(network: Network, y: Ints) -> int:
    return int(sum(map(operator.mul, network.capacity[: network.hub0].tolist(), y.tolist())))


def _counts(network: Network, problem: Problem) -> NDArray[np.bool_]:
    """Students who are still to be placed: the fixed are not."""
    assert problem.fixed is not None
    free = np.ones(network.students, np.bool_)
    free[problem.fixed[:, 0]] = False
    return free


def _spared_within_minimum(network: Network, unplaced: NDArray[np.bool_], short: Ints) -> int:
    """What the unplaced who need not pay for a missed minimum would pay for it."""
    if MISSED not in network.columns:
        return 0
    pays = network.columns[MISSED][1]
    assert pays is not None
    return network.weights[MISSED] * int((unplaced & (pays > 0)).sum() - short.sum())


def _routes(
    network: Network, post: Numbers, cost: tuple[Ints, Ints, Ints], price: Ints, problem: Problem
) -> tuple[Ints, Ints, Ints, tuple[int, int]]:
    """Edge (-1 unplaced, -2 none) and class arc (-1) of every student's way to its post, the way by class where there are two (-1),
    and the sums of u and of the cheapest ways' costs."""
    price = price.copy()
    _hub_prices(network.hub_ptr, network.hub_post, cost[2], price, network.hub0)
    edge, arc = np.full(network.students, NONE, np.int64), np.full(network.students, NONE, np.int64)
    other = np.full((network.students, 2), NONE, np.int64)
    post = np.where(_counts(network, problem), post, -1)
    high, low, cost_high, cost_low = _judge(
        network.ptr, network.node, *cost, network.hub_ptr, network.hub_post, network.hub0, network.root, price,
        post.astype(np.int64), edge, arc, other)  # fmt: skip
    return edge, arc, other, (int(high) * LOW + int(low), int(cost_high) * LOW + int(cost_low))


@compiled
def _hub_prices(hub_ptr, hub_post, arc_cost, price, hub0):
    for h in range(len(hub_ptr) - 1):
        low = np.int64(1) << 61
        for x in range(hub_ptr[h], hub_ptr[h + 1]):
            low = min(low, arc_cost[x] + price[hub_post[x]])
        price[hub0 + h] = low


@compiled
def _judge(ptr, node, cost, out, arc_cost, hub_ptr, hub_post, hub0, root, price, post, edge, arc, other):
    """The sums of u and of costs, each as a high and a low limb of 24 bits: a million large costs pass 2^63."""
    high = low = cost_high = cost_low = 0
    for s in range(len(post)):
        u = out[s]
        own = out[s]
        want = post[s]
        if want >= 0:
            edge[s] = -2
            own = np.int64(1) << 61
        for x in range(ptr[s], ptr[s + 1]):
            v = node[x]
            c = cost[x]
            u = min(u, c + price[v])
            if v == want:
                own = min(own, c)
                edge[s] = x
            elif hub0 <= v < root and want >= 0:
                lo, hi = hub_ptr[v - hub0], hub_ptr[v - hub0 + 1]
                last = hi
                while lo < hi:
                    middle = (lo + hi) // 2
                    if hub_post[middle] < want:
                        lo = middle + 1
                    else:
                        hi = middle
                if lo < last and hub_post[lo] == want:
                    own = min(own, c + arc_cost[lo])
                    if edge[s] >= 0:
                        other[s, 0], other[s, 1] = x, lo
                    else:
                        edge[s], arc[s] = x, lo
        high += u >> 24
        low += u & 0xFFFFFF
        cost_high += own >> 24
        cost_low += own & 0xFFFFFF
    return high, low, cost_high, cost_low


def _better_way(network: Network, edge: Ints, arc: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Where an edge and the class lead to the same post: the lexicographically better, whatever the weights say."""
    edge, arc = edge.copy(), arc.copy()
    rows = np.flatnonzero(other[:, 0] != NONE)
    open_ = np.ones(len(rows), np.bool_)
    for edges, _, arcs in network.columns.values():
        values = []
        for e, a in ((edge[rows], arc[rows]), (other[rows, 0], other[rows, 1])):
            value = np.zeros(len(rows), np.int64) if edges is None else edges[e].astype(np.int64)
            values.append(value + (0 if arcs is None or not len(arcs) else np.where(a >= 0, arcs[a], 0)))
        change = open_ & (values[1] < values[0])
        open_ &= values[1] == values[0]
        edge[rows[change]], arc[rows[change]] = other[rows[change], 0], other[rows[change], 1]
        rows, open_ = rows[open_], open_[open_]
    return edge, arc


def _vectors(
    network: Network, problem: Problem, post: Numbers, y: Ints, edge: Ints, arc: Ints, short: Ints
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """Totals and bounds per level, and whether no option is lexicographically better than the present one."""
    fine = _not_below_zero(y)
    price = _summed(network, y)
    alive_hub = np.ones(len(network.hub_post), np.bool_)
    alive = np.ones(len(network.node), np.bool_)
    alive_out = np.ones(network.students, np.bool_)
    present = np.where(
        edge >= 0,
        np.where(
            arc >= 0,
            network.hub_post[np.maximum(arc, 0)] if len(network.hub_post) else 0,
            network.node[np.maximum(edge, 0)] if len(edge) and len(network.node) else 0,
        ),
        network.root,
    ).astype(np.int64)
    in_minimum = np.zeros(network.students, np.bool_)
    if problem.school is not None:
        in_minimum = (edge == -1) & _counts(network, problem) & (problem.school >= 0) & (short[problem.school] == 0)
        present[in_minimum] = network.hub0 - len(short) + problem.school[in_minimum]
    totals: list[int] = []
    bounds: list[int] = []
    for k, (name, (edge_column, out_column, arc_column)) in enumerate(network.columns.items()):
        level = np.ascontiguousarray(price[:, k])
        arcs = _filled(arc_column, len(network.hub_post))
        _hub_level(network.hub_ptr, network.hub_post, arcs, alive_hub, level, network.hub0)
        edges, outs = _filled(edge_column, len(network.node)), _filled(out_column, network.students)
        own = np.where(edge >= 0, edges[np.maximum(edge, 0)] if len(edges) else 0, 0).astype(np.int64)
        own += np.where(arc >= 0, arcs[np.maximum(arc, 0)] if len(arcs) else 0, 0)
        own += np.where(edge < 0, outs, 0)
        if name == MISSED:
            own[in_minimum] = 0
        u = own + level[present]
        fine &= bool(_level_pass(network.ptr, network.node, edges, outs, level, u, alive, alive_out))
        totals.append(large_sum(short if name == MISSED else own))
        bounds.append(large_sum(u) - _held(network, y[:, k]))
    return tuple(totals), tuple(bounds), fine


def large_sum(values: Ints) -> int:
    """A sum that may pass 2^63."""
    return (int((values >> 24).sum()) << 24) + int((values & 0xFFFFFF).sum())


def _filled(column: Numbers | None, size: int) -> Numbers:
    return np.zeros(size, np.uint8) if column is None else column


def _not_below_zero(y: Ints) -> bool:
    first = np.argmax(y != 0, axis=1)
    return bool((np.take_along_axis(y, first[:, None], axis=1) >= 0).all())


@compiled
def _hub_level(hub_ptr, hub_post, column, alive, level, hub0):
    """The least value of this level among arcs equal in all levels before; the others drop out."""
    for h in range(len(hub_ptr) - 1):
        low = np.int64(1) << 60
        for x in range(hub_ptr[h], hub_ptr[h + 1]):
            if alive[x]:
                low = min(low, np.int64(column[x]) + level[hub_post[x]])
        for x in range(hub_ptr[h], hub_ptr[h + 1]):
            if alive[x] and np.int64(column[x]) + level[hub_post[x]] > low:
                alive[x] = False
        level[hub0 + h] = low


@compiled
def _level_pass(ptr, node, column, out, level, u, alive, alive_out):
    """Options still equal in all levels before must not be smaller in this one; the larger drop out."""
    fine = True
    for s in range(len(u)):
        own = u[s]
        for x in range(ptr[s], ptr[s + 1]):
            if alive[x]:
                value = np.int64(column[x]) + level[node[x]]
                if value < own:
                    fine = False
                alive[x] = value == own
        if alive_out[s]:
            if out[s] < own:
                fine = False
            alive_out[s] = out[s] == own
    return fine
