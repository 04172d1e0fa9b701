"""Small random problems, and every placement of one, counted out."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from shouwei.engine.placement import Edges, Hubs, Problem, Tree, breaches
from shouwei.engine.placement.compiled import compiled
from shouwei.engine.placement.faults import Contradiction
from shouwei.engine.placement.network import Network

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"
SPANS = {"local": 2, "fit": 2, "preference": 4, "commute": 9}


def lists(chance: np.random.Generator, rows: int, posts: int, share: float) -> Edges:
    chosen = [np.flatnonzero(chance.random(posts) < share) for _ in range(rows)]
    post = np.concatenate([*chosen, np.zeros(0, np.int64)]).astype(np.int64)
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in chosen])]).astype(np.int64)
    return Edges(ptr, post, {name: chance.integers(0, span, len(post)) for name, span in SPANS.items()})


def small(chance: np.random.Generator, *, plain: bool = False) -> Problem:
    """At most five students and four posts, capacities from 0; unless plain also classes, minimums, blocked, bound, fixed."""
    while True:
        n, m, e, k = (int(chance.integers(1, most)) for most in (6, 5, 4, 3))
        tree = Tree(
            chance.integers(0, e, m), chance.integers(0, k, e),
            chance.integers(0, 3, m), chance.integers(0, 4, e), chance.integers(0, 6, k),
        )  # fmt: skip
        rest: dict[str, Any] = {}
        hubs = None
        if not plain:
            if chance.random() < 0.6:
                c = int(chance.integers(1, 4))
                own = {"preference": chance.integers(0, 5, n)}
                hubs = Hubs(chance.integers(-1, c, n), lists(chance, c, m, 0.6), own)
            if chance.random() < 0.3:
                schools = int(chance.integers(1, 3))
                rest |= {"school": chance.integers(-1, schools, n), "minimum": chance.integers(0, 4, schools)}
            if chance.random() < 0.3:
                rest["blocked"] = np.stack([chance.integers(0, n, 2), chance.integers(0, m, 2)], axis=1)
            if chance.random() < 0.2:
                rest["bound"] = chance.integers(-1, e, n)
            if chance.random() < 0.2:
                rest["fixed"] = np.array([[chance.integers(n), chance.integers(m)]])
        try:
            return Problem(tree, lists(chance, n, m, 0.5), hubs, **rest)
        except Contradiction:
            continue


def middling(chance: np.random.Generator, students: int) -> Problem:
    m, e, k, c = students // 8, students // 24 + 1, 3, 12
    tree = Tree(
        chance.integers(0, e, m), chance.integers(0, k, e),
        chance.integers(0, 14, m), chance.integers(5, 40, e), chance.integers(students // 8, students // 2, k),
    )  # fmt: skip
    listed = lists(chance, c, m, 0.2)
    listed = Edges(listed.ptr, listed.post, {**listed.levels, "preference": np.zeros(len(listed.post), np.int64)})
    hubs = Hubs(chance.integers(-1, c, students), listed, {"preference": np.full(students, 4)})
    return Problem(tree, lists(chance, students, m, 6 / m), hubs)


@compiled
def _least(ptr, post, value, capacity, above, places):
    """Least lexicographic sum of value[nnz, L] over all allowed choices; option -1 is a post without limit (unplaced)."""
    n, levels = len(ptr) - 1, value.shape[1]
    at = ptr[:-1].copy()
    held = np.zeros(places + 1, np.int64)
    total = np.zeros((n + 1, levels), np.int64)
    best = np.full(levels, np.int64(1) << 60)
    s = 0
    while s >= 0:
        if s == n:
            for k in range(levels):
                if total[s, k] != best[k]:
                    if total[s, k] < best[k]:
                        best[:] = total[s]
                    break
            s -= 1
            v = post[at[s]]
            while v >= 0:
                held[v] -= 1
                v = above[v]
            at[s] += 1
            continue
        if at[s] == ptr[s + 1]:
            at[s] = ptr[s]
            s -= 1
            if s >= 0:
                v = post[at[s]]
                while v >= 0:
                    held[v] -= 1
                    v = above[v]
                at[s] += 1
            continue
        v = post[at[s]]
        fits = True
        while v >= 0:
            if held[v] >= capacity[v]:
                fits = False
            v = above[v]
        if not fits:
            at[s] += 1
            continue
        v = post[at[s]]
        while v >= 0:
            held[v] += 1
            v = above[v]
        for k in range(levels):
            total[s + 1, k] = total[s, k] + value[at[s], k]
        s += 1
    return best


def by_hand(network: Network, weights: dict[str, int] | None = None) -> tuple[int, ...]:
    """The best totals by trying everything: per level in lexicographic order, or (one number) weighted."""
    options: list[tuple[int, list[int]]] = []
    ptr = [0]
    columns = list(network.columns.items())

    def vector(part: int, at: int) -> np.ndarray:
        found = [0 if parts[part] is None else int(parts[part][at]) for _, parts in columns]  # type: ignore[index]
        return np.array(found)

    for s in range(network.students):
        options.append((-1, vector(1, s).tolist()))
        for x in range(network.ptr[s], network.ptr[s + 1]):
            node, own = int(network.node[x]), vector(0, x)
            if node < network.hub0:
                options.append((node, own.tolist()))
            else:
                hub = node - network.hub0
                for y in range(network.hub_ptr[hub], network.hub_ptr[hub + 1]):
                    options.append((int(network.hub_post[y]), (own + vector(2, y)).tolist()))
        ptr.append(len(options))
    value = np.array([v for _, v in options], np.int64)
    if weights is not None:
        value = (value @ np.array([weights[name] for name, _ in columns], np.int64))[:, None]
    above = np.where(network.up == network.root, -1, network.up)
    post = np.array([p for p, _ in options], np.int64)
    return tuple(_least(np.array(ptr), post, value, network.capacity, above, network.root).tolist())


def every_placement(problem: Problem) -> list[tuple[int, ...]]:
    """All placements without a breach, as tuples of posts."""
    choices = itertools.product(range(-1, problem.tree.posts), repeat=problem.students)
    return [choice for choice in choices if not breaches(problem, np.array(choice))]
