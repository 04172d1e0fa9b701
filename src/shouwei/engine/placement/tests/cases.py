"""Small random problems, and every placement of one, counted out."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from shouwei.engine.placement import Edges, Hubs, Problem, Tree, breaches
from shouwei.engine.placement.compiled import compiled
from shouwei.engine.placement.faults import Contradiction
from shouwei.engine.placement.network import Network
from shouwei.engine.placement.stable import Orders

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


@compiled
def _fits(own, employer_of, park_of, capacity, posts, employers):
    held = np.zeros(len(capacity), np.int64)
    for s in range(len(own)):
        if own[s] >= 0:
            held[own[s]] += 1
            held[posts + employer_of[own[s]]] += 1
            held[posts + employers + park_of[employer_of[own[s]]]] += 1
    return (held <= capacity).all()


@compiled
def _would_block(p, wish, own, mark, employer_of, park_of, capacity, posts, employers):
    """Is the pair (somebody who wants p, its score there) taken by choosing greedily, best first, among the present pairs and it?
    Written as the choice itself, not by looking for full levels."""
    held = np.zeros(len(capacity), np.int64)
    done = np.zeros(len(own), np.bool_)
    while True:
        top, low = -1, wish
        for t in range(len(own)):
            if own[t] >= 0 and not done[t] and mark[t] > low:
                top, low = t, mark[t]
        q = p if top < 0 else own[top]
        e = posts + employer_of[q]
        k = posts + employers + park_of[employer_of[q]]
        room = held[q] < capacity[q] and held[e] < capacity[e] and held[k] < capacity[k]
        if top < 0:
            return room
        done[top] = True
        if room:
            held[q] += 1
            held[e] += 1
            held[k] += 1


@compiled
def _every_stable(ptr, choice, score, employer_of, park_of, capacity, best):
    """Tries every choice of all students; how many are stable, and per student the best place on its list in any of them."""
    n, posts, employers = len(ptr) - 1, len(employer_of), len(park_of)
    at, own, mark = ptr[:-1].copy(), np.full(n, -1, np.int64), np.zeros(n, np.int64)
    count = 0
    while True:
        for s in range(n):
            last = at[s] == ptr[s + 1]
            own[s], mark[s] = (-1, 0) if last else (choice[at[s]], score[at[s]])
        good = _fits(own, employer_of, park_of, capacity, posts, employers)
        for s in range(n):
            x = ptr[s]
            while good and x < at[s]:
                good = not _would_block(
                    choice[x], score[x], own, mark, employer_of, park_of, capacity, posts, employers
                )
                x += 1
        if good:
            count += 1
            for s in range(n):
                best[s] = min(best[s], at[s] - ptr[s])
        s = 0
        while s < n and at[s] == ptr[s + 1]:
            at[s] = ptr[s]
            s += 1
        if s == n:
            return count
        at[s] += 1


def every_stable(problem: Problem, asked: Orders) -> tuple[int, list[int]]:
    """How many stable placements there are, and per student the best place (of its list, 0 first) in any of them."""
    tree = problem.tree
    best = np.full(problem.students, 1 << 30, np.int64)
    capacity = tree.capacity() - problem.held_by_fixed()
    count = _every_stable(
        asked.ptr, asked.choice.astype(np.int64), asked.score, tree.employer_of.astype(np.int64),
        tree.park_of.astype(np.int64), capacity, best,
    )  # fmt: skip
    return int(count), best.tolist()


Options = list[list[tuple[int, tuple[int, ...]]]]


def options_of(network: Network) -> Options:
    """Per student (place, value in every level): unplaced (-1) first, then every edge and, post by post, the class."""

    columns = [[None if part is None else part.tolist() for part in parts] for parts in network.columns.values()]

    def vector(part: int, at: int) -> tuple[int, ...]:
        return tuple(0 if parts[part] is None else int(parts[part][at]) for parts in columns)  # type: ignore[index]

    found: Options = []
    nodes, posts, hub_ptr = network.node.tolist(), network.hub_post.tolist(), network.hub_ptr.tolist()
    for s in range(network.students):
        row = [(-1, vector(1, s))]
        for x in range(network.ptr[s], network.ptr[s + 1]):
            own, hub = vector(0, x), nodes[x] - network.hub0
            if hub < 0:
                row.append((nodes[x], own))
                continue
            for y in range(hub_ptr[hub], hub_ptr[hub + 1]):
                row.append((posts[y], tuple(a + b for a, b in zip(own, vector(2, y), strict=True))))
        found.append(row)
    return found


def by_hand(network: Network, weights: dict[str, int] | None = None) -> tuple[int, ...]:
    """The best totals by trying everything: per level in lexicographic order, or (one number) weighted."""
    rows = options_of(network)
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    value = np.array([vector for row in rows for _, vector in row], np.int64)
    if weights is not None:
        value = (value @ np.array([weights[name] for name in network.columns], np.int64))[:, None]
    above = np.where(network.up == network.root, -1, network.up)
    post = np.array([place for row in rows for place, _ in row], np.int64)
    return tuple(_least(ptr, post, value, network.capacity, above, network.root).tolist())


def every_placement(problem: Problem) -> list[tuple[int, ...]]:
    """All placements without a breach, as tuples of posts."""
    choices = itertools.product(range(-1, problem.tree.posts), repeat=problem.students)
    return [choice for choice in choices if not breaches(problem, np.array(choice))]
