"""The checker once more, slowly: every sum and comparison written out from its definition, option by option."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from shouwei.engine.placement import Edges, Hubs, Policy, Prices, Problem, Result, Tree, breaches, solve
from shouwei.engine.placement.network import Network, network_of
from shouwei.engine.placement.policy import MISSED

from .cases import Options, options_of, small

WEIGHTS = {"placed": 40, "local": 5, "fit": 3, "preference": 2, "commute": 1}
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """What ``certify`` ought to say; None where a figure means nothing or is not settled by the definition."""

    breaches: tuple[str, ...]
    primal: int | None
    bound: int | None
    totals: Vector | None
    bounds: Vector | None
    lexicographic: bool | None

    @property
    def optimal(self) -> bool:
        return not self.breaches and self.primal == self.bound

    @property
    def proved(self) -> bool:
        return self.optimal if self.lexicographic is None else self.lexicographic


def by_definition(result: Result, network: Network) -> Said:
    """The sentences, cost, bound, totals and bounds of every level, and whether both proofs hold."""
    problem, prices = result.problem, result.prices
    lexical = result.policy.is_lexicographic
    post = np.asarray(result.post)
    unreadable = _mispriced(network, prices) or _unreadable(problem, post)
    if unreadable:
        return Said((unreadable,), 0, 0, (), (), False if lexical else None)
    faults = _faults(problem, post.tolist())
    allowed = not faults
    flat = np.concatenate([prices.post, prices.employer, prices.park, prices.minimum]).tolist()
    if min(flat) < 0:
        faults.append(f"the price of place {flat.index(min(flat))} is negative")
    rows, weights = options_of(network), [network.weights[name] for name in network.columns]
    assert problem.fixed is not None
    free = set(range(problem.students)) - set(problem.fixed[:, 0].tolist())
    lost = [s for s, p in enumerate(post.tolist()) if s in free and p not in [place for place, _ in rows[s]]]
    faults += [f"student {s} has no way to the post given" for s in lost[:1]]
    least = [min(_dot(c, weights) + y[0] for c, y in row) for row in _priced(network, rows, [(x,) for x in flat])]
    bound = sum(least) - sum(c * y for c, y in zip(network.capacity.tolist(), flat, strict=False))
    if not allowed:
        return Said(tuple(faults), None, bound, None, None, False if lexical else None)
    ways = _ways(network, problem, rows, post.tolist(), lambda vector: (_dot(vector, weights),))
    primal = sum(_dot(vector, weights) for _, vector in ways)
    if not lexical or not prices.by_level.size:
        return Said(tuple(faults), primal, bound, (), (), False if lexical else None)
    ways = _ways(network, problem, rows, post.tolist(), lambda vector: vector)
    totals = _sum([vector for _, vector in ways], len(network.columns))
    y = [tuple(row) for row in prices.by_level.tolist()]
    none = (0,) * len(network.columns)
    options = _priced(network, rows, y)
    present = [_plus(vector, _above(network, place, y)) for place, vector in ways]
    held = _sum([tuple(c * x for x in row) for c, row in zip(network.capacity.tolist(), y, strict=False)], len(none))
    bounds = tuple(a - b for a, b in zip(_sum(present, len(none)), held, strict=True))
    fine = all(row >= none for row in y)
    fine &= all(_plus(c, p) >= own for row, own in zip(options, present, strict=True) for c, p in row)
    proved = fine and totals == bounds and not faults
    # where a minimum is missed and nothing is proved, the bound depends on who of the unplaced is within it
    told = bounds if proved or MISSED not in network.columns or totals[0] == 0 else None
    return Said(tuple(faults), primal, bound, totals, told, proved)


def _mispriced(network: Network, prices: Prices) -> str:
    flat = [x for part in (prices.post, prices.employer, prices.park, prices.minimum) for x in part.tolist()]
    table, places, levels = prices.by_level, network.hub0, len(network.columns)
    for shape, expected, values in (
        ((len(flat),), (places,), flat),
        (table.shape, (places, levels), table.ravel().tolist()),
    ):
        if (values or values is flat) and shape != expected:
            return f"prices have the shape {shape}, expected {expected}: no placement"
        if not all(isinstance(x, int) and abs(x) <= 2**58 for x in values):
            return "a price is no whole number within 2^58: no placement"
    return ""


def _unreadable(problem: Problem, post: Any) -> str:
    if post.dtype.kind != "i":
        return f"posts are whole numbers, not {post.dtype}: no placement"
    if post.shape != (problem.students,):
        return f"{post.shape[0] if post.ndim else 0} students answered, {problem.students} asked: no placement"
    return (
        "" if all(-1 <= p < problem.tree.posts for p in post.tolist()) else "a post that does not exist: no placement"
    )


def _faults(problem: Problem, post: list[int]) -> list[str]:
    tree, fixed = problem.tree, {}
    assert problem.fixed is not None
    assert problem.blocked is not None
    held: Counter[str] = Counter()
    for p in post:
        if p >= 0:
            e = tree.employer_of[p]
            held.update([f"post {p}", f"employer {e}", f"park {tree.park_of[e]}"])
    found = [
        f"{name} {v} holds {held[f'{name} {v}']} of {c}"
        for name in ("post", "employer", "park")
        for v, c in enumerate(getattr(tree, f"{name}_capacity"))
        if held[f"{name} {v}"] > c
    ]
    fixed = dict(problem.fixed.tolist())
    found += [f"student {s} is fixed to post {p}" for s, p in fixed.items() if post[s] != p]
    found += [f"student {s} is blocked from post {p}" for s, p in problem.blocked.tolist() if post[s] == p]
    placed = [(s, p) for s, p in enumerate(post) if p >= 0 and s not in fixed]
    if problem.bound is not None:
        of = problem.bound.tolist()
        found += [
            f"student {s} belongs to employer {of[s]}" for s, p in placed if of[s] >= 0 and tree.employer_of[p] != of[s]
        ]
    for s, p in placed:
        listed = problem.edges.post[problem.edges.ptr[s] : problem.edges.ptr[s + 1]].tolist()
        if problem.hubs and problem.hubs.student_class[s] >= 0:
            ptr, c = problem.hubs.lists.ptr, problem.hubs.student_class[s]
            listed += problem.hubs.lists.post[ptr[c] : ptr[c + 1]].tolist()
        if p not in listed:
            found.append(f"student {s} may not take post {p}")
    return found


def _ways(network: Network, problem: Problem, rows: Options, post: list[int], key: Any) -> list[tuple[int, Vector]]:
    """How each student goes: the best way to its post; unplaced, within the school's minimum as long as it is kept."""
    assert problem.fixed is not None
    fixed = set(problem.fixed[:, 0].tolist())
    first, spare = network.hub0 - (0 if problem.minimum is None else len(problem.minimum)), Counter[int]()
    if problem.school is not None and problem.minimum is not None:
        of = problem.school.tolist()
        for k, least in enumerate(problem.minimum.tolist()):
            everyone = of.count(k)
            placed = sum(1 for s, p in enumerate(post) if of[s] == k and p >= 0)
            unplaced = everyone - placed
            spare[k] = unplaced - max(min(least, everyone) - placed, 0)
    ways = []
    for s, p in enumerate(post):
        where = p if s not in fixed else -1
        if where < 0 and s not in fixed and problem.school is not None and spare[int(problem.school[s])] > 0:
            spare[int(problem.school[s])] -= 1
            where = first + int(problem.school[s])
        ways.append(min(((v, c) for v, c in rows[s] if v == where), key=lambda way: key(way[1])))
    return ways


def _above(network: Network, place: int, y: list[Vector]) -> Vector:
    total = tuple([0] * len(y[0]))
    while place not in (-1, network.root):
        total, place = _plus(total, y[place]), int(network.up[place])
    return total


def _priced(network: Network, rows: Options, y: list[Vector]) -> list[list[tuple[Vector, Vector]]]:
    over = {v: _above(network, v, y) for v in range(-1, network.hub0)}
    return [[(vector, over[place]) for place, vector in row] for row in rows]


def _dot(vector: Vector, weights: list[int]) -> int:
    return sum(a * b for a, b in zip(vector, weights, strict=True))


def _plus(one: Vector, other: Vector) -> Vector:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _sum(rows: list[Vector], levels: int) -> Vector:
    return tuple(sum(row[k] for row in rows) for k in range(levels))


def questions(seed: int, problems: int) -> list[Result]:
    """Answers to small problems, right ones and ones with posts, prices and price vectors changed."""
    chance, further, asked = np.random.default_rng(seed), np.random.default_rng(seed + 1), list[Result]()
    for number in range(problems):
        problem = small(chance)
        policy = Policy(lottery=3 if number % 3 == 0 else None) if number % 2 else Policy(weights=WEIGHTS, lottery=None)
        right = solve(problem, policy)
        n, m = problem.students, problem.tree.posts
        asked.append(right)
        asked += [replace(right, post=post) for post in _allowed(right, chance)]
        asked += [replace(right, post=chance.integers(-1, m, n).astype(np.int32)) for _ in range(2)]
        changed: Any = right.post.copy()
        changed[chance.integers(n)] = chance.integers(-1, m)
        asked.append(replace(right, post=changed))
        if number % 5 == 0:
            wrong: Any = (
                np.append(right.post, 0),
                np.append(right.post[1:], m),
                np.append(right.post[1:], -2),
                np.int32(0),
            )
            asked += [replace(right, post=post) for post in (*wrong, right.post[None, :], right.post + 0.5)]
            asked += _no_prices(right)
        asked += [_repriced(right, chance, least) for least in (0, 0, -1)]
        if policy.is_lexicographic:
            asked += [_revalued(right, chance) for _ in range(5)]
            asked.append(replace(right, prices=replace(right.prices, by_level=right.prices.by_level[:0])))
            level = replace(
                right.network, weights=dict.fromkeys(right.network.weights, 1)
            )  # not lexicographic by weight
            asked += [replace(answer, network=level) for answer in (right, _revalued(right, further))]
            asked += [replace(right, network=level, post=post) for post in _allowed(right, further)]
    return asked + two_ways() + better_in_a_later_level() + worse_in_an_earlier_level()


def two_ways() -> list[Result]:
    """One student, one post, by an edge and by class: by plain sums the class is the cheaper way, by the order of levels the edge."""
    one: dict[str, Any] = {"ptr": [0, 1], "post": [0]}
    edges = Edges(**one, levels=_levels([0], [9]))
    hubs = Hubs(np.array([0]), Edges(**one, levels=_levels([1], [0])))
    tree = Tree(*(np.array([x]) for x in (0, 0, 1, 1, 1)))
    right = solve(Problem(tree, edges, hubs), Policy(levels=("local", "fit"), lottery=None))
    sums = replace(right.network, weights=dict.fromkeys(right.network.weights, 1))
    return [right, replace(right, network=sums)]


def better_in_a_later_level() -> list[Result]:
    """A class may take two posts with room, equal in all levels but the last: the worse answer, without any price."""
    listed = Edges(np.array([0, 2]), np.array([0, 1]), _levels([0, 0], [0, 1]))
    edges = Edges(np.array([0, 0]), np.array([], int), _levels([], []))
    tree = Tree(*(np.array(x) for x in ([0, 0], [0], [1, 1], [2], [2])))
    right = solve(Problem(tree, edges, Hubs(np.array([0]), listed)), Policy(levels=("local", "fit"), lottery=None))
    return [right, replace(right, post=1 - right.post)]


def worse_in_an_earlier_level() -> list[Result]:
    """The second class may take two posts with room, the one better in an earlier level, the other in a later: both answers."""
    listed = Edges(np.array([0, 0, 2, 4]), np.array([0, 1, 0, 1]), _levels([0, 1, 1, 0], [9, 0, 0, 9]))
    edges = Edges(np.array([0, 0, 0]), np.array([], int), _levels([], []))
    tree = Tree(*(np.array(x) for x in ([0, 0], [0], [2, 2], [4], [4])))
    right = solve(Problem(tree, edges, Hubs(np.array([1, 2]), listed)), Policy(levels=("local", "fit"), lottery=None))
    return [right, replace(right, post=1 - right.post)]


def _levels(local: list[int], fit: list[int]) -> dict[str, Any]:
    return {"local": np.array(local, np.int64), "fit": np.array(fit, np.int64)}


def _allowed(right: Result, chance: np.random.Generator) -> list[Any]:
    """Up to two other placements without a breach: some students left out, some sent elsewhere."""
    found: list[Any] = []
    for number in range(8):
        post = right.post.copy()
        for s in chance.permutation(right.problem.students)[: 1 + number % 3]:
            post[s] = -1 if number < 2 else chance.choice(right.problem.tree.posts)
        if (post != right.post).any() and not breaches(right.problem, post):
            found.append(post)
    return found[:2] + found[-1:]


def _repriced(right: Result, chance: np.random.Generator, least: int) -> Result:
    names = [name for name in ("post", "employer", "park", "minimum") if len(getattr(right.prices, name))]
    unit = max(right.network.weights.values()) // 3 + 1
    values = {name: getattr(right.prices, name) + chance.integers(0, 2) * unit for name in names}
    name = names[int(chance.integers(len(names)))]
    values[name] = values[name].copy()
    values[name][chance.integers(len(values[name]))] = (
        least * int(chance.integers(1, 3)) if least else chance.integers(0, unit)
    )
    return replace(right, prices=replace(right.prices, **values))


def _no_prices(right: Result) -> list[Result]:
    """Prices of the wrong shape or kind, as large as they may be, and larger."""
    post, table = right.prices.post, right.prices.by_level
    wrong: list[dict[str, Any]] = [
        {name: getattr(right.prices, name)[:0] for name in ("post", "employer", "park", "minimum")},
        {"post": post[1:]}, {"post": post + 0.5}, {"by_level": table[1:]}, {"by_level": table[:, 1:]}, {"by_level": table + 0.5}
    ]  # fmt: skip
    for price in (2**58, -(2**58)):
        for beyond in (0, 1 if price > 0 else -1):
            wrong += [{"post": np.append(post[1:], price + beyond)}]
            wrong += [{"by_level": np.concatenate([table[1:], np.full_like(table[:1], price + beyond)])}]
    return [replace(right, prices=replace(right.prices, **one)) for one in wrong]


def _revalued(right: Result, chance: np.random.Generator) -> Result:
    vectors = right.prices.by_level.copy()
    at = chance.integers(len(vectors)), chance.integers(vectors.shape[1])
    vectors[at] += chance.integers(-1, 3)
    return replace(right, prices=replace(right.prices, by_level=vectors))


def other_network(right: Result) -> Network:
    """The network of the same problem under another policy."""
    return network_of(right.problem, Policy(weights=dict.fromkeys(WEIGHTS, 9), lottery=None))
