"""Deferred acceptance under laminar capacities: the stable alternative on the same problem.

Students propose in the order of their own preference.  A post takes whom it can; when it, its employer or its park is full, the
lowest score within the innermost full level goes (greedy on a laminar matroid: Fleiner 2003; Kamada and Kojima 2018).  Scores
are one order for every employer and park; ties go to the lottery.  The result is stable and the best stable one for students.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.compiled import compiled
from shouwei.engine.placement.faults import NotIndices, ProblemError
from shouwei.engine.placement.policy import Policy, lottery_number
from shouwei.engine.placement.problem import Numbers, Problem

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stable:
    """post int32[N], -1 unplaced; proposals made; seconds of CPU."""

    problem: Problem
    post: NDArray[np.int32]
    proposals: int
    seconds: float


@dataclass(frozen=True)
class Orders:
    """choice int32[...]: posts in the order of each student (CSR ptr int64[N+1]); score int64[N]: higher is better, all differ."""

    ptr: Ints
    choice: NDArray[np.int32]
    score: Ints


def orders(
    problem: Problem, policy: Policy, scores: Numbers | None = None, *, by: tuple[str, ...] = ("preference", "commute")
) -> Orders:
    """The students' orders: by the levels named, then by the lottery; classes are listed out (that is what DA reads)."""
    from shouwei.engine.placement.network import _own_edges, network_of

    assert problem.student_id is not None
    assert problem.post_id is not None
    seed, n = policy.lottery or 0, problem.students
    if problem.hubs:
        bound = problem.bound if problem.bound is not None else np.full(n, -1, np.int64)
        columns = tuple(name for name in by if name in policy.levels)
        return _listed_orders(problem, columns, bound, scores, seed)
    network_of(problem, policy)
    edges, _ = _own_edges(problem, policy)
    row = np.repeat(np.arange(n), np.diff(edges.ptr))
    draw = lottery_number(
        problem.student_id[row].astype(np.int64), problem.post_id[edges.post].astype(np.int64), seed, 30
    )
    keys = [edges.levels[name] for name in by if name in edges.levels]
    order = np.lexsort((edges.post, draw, *reversed(keys), row))
    return Orders(edges.ptr, edges.post[order], _strict(problem, scores, seed))


def _listed_orders(problem: Problem, by: tuple[str, ...], bound: Numbers, scores: Numbers | None, seed: int) -> Orders:
    from shouwei.engine.placement.network import _listed_out

    assert problem.hubs is not None
    assert problem.student_id is not None
    assert problem.post_id is not None
    assert problem.blocked is not None
    assert problem.fixed is not None
    n, hub_of = problem.students, problem.hubs.student_class.astype(np.int64)
    own = {name: problem.edges.levels.get(name, np.zeros(0, np.int64)) for name in by}
    rows, posts, columns = _listed_out(problem, own, np.flatnonzero(hub_of >= 0), hub_of)
    row = np.concatenate([np.repeat(np.arange(n), np.diff(problem.edges.ptr)), rows])
    post = np.concatenate([problem.edges.post, posts]).astype(np.int64)
    keys = [np.concatenate([own[name], columns[name]]) for name in by]
    draw = lottery_number(problem.student_id[row].astype(np.int64), problem.post_id[post].astype(np.int64), seed, 30)
    order = np.lexsort((post, draw, *reversed(keys), row))
    row, post = row[order], post[order]
    _, first = np.unique(row * problem.tree.posts + post, return_index=True)
    kept = np.zeros(len(row), bool)
    kept[first] = True
    kept &= ~np.isin(row, problem.fixed[:, 0])
    kept &= (bound[row] < 0) | (problem.tree.employer_of[post] == bound[row])
    kept &= ~np.isin(
        row * problem.tree.posts + post, problem.blocked[:, 0] * problem.tree.posts + problem.blocked[:, 1]
    )
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row[kept], minlength=n))]).astype(np.int64)
    return Orders(ptr, post[kept].astype(np.int32), _strict(problem, scores, seed))


def _strict(problem: Problem, scores: Numbers | None, seed: int) -> Ints:
    """Scores made strict by the lottery: the place of each student in one order."""
    assert problem.student_id is not None
    ident = problem.student_id.astype(np.int64)
    given = np.zeros(problem.students, np.int64) if scores is None else np.asarray(scores)
    if len(given) != problem.students or not np.isfinite(given).all():
        raise NotIndices("scores must be finite, one per student")
    strict = np.empty(problem.students, np.int64)
    strict[np.lexsort((ident, lottery_number(ident, ident, seed, 30), given))] = np.arange(problem.students)
    return strict


def stable(
    problem: Problem,
    policy: Policy | None = None,
    scores: Numbers | None = None,
    *,
    by: tuple[str, ...] = ("preference", "commute"),
) -> Stable:
    """O(proposals x posts of an employer); minimums of schools are not for this policy."""
    if problem.minimum is not None:
        raise ProblemError("deferred acceptance knows no school minimums: leave them out and compare")
    asked = orders(problem, policy or Policy(), scores, by=by)
    return propose(problem, asked)


def propose(problem: Problem, asked: Orders) -> Stable:
    start = time.process_time()
    assert problem.fixed is not None
    tree = problem.tree
    capacity = tree.capacity() - problem.held_by_fixed()
    post = np.full(problem.students, -1, np.int32)
    room = np.minimum(capacity[: tree.posts], problem.students)
    heap_ptr = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    by_employer = np.argsort(tree.employer_of, kind="stable")
    employer_ptr = np.searchsorted(tree.employer_of[by_employer], np.arange(tree.employers + 1))
    by_park = np.argsort(tree.park_of, kind="stable")
    park_ptr = np.searchsorted(tree.park_of[by_park], np.arange(tree.parks + 1))
    proposals = _defer(
        asked.ptr, asked.choice, asked.score, tree.employer_of.astype(np.int64), tree.park_of.astype(np.int64), capacity,
        heap_ptr, by_employer, employer_ptr, by_park, park_ptr, post,
    )  # fmt: skip
    post[problem.fixed[:, 0]] = problem.fixed[:, 1]
    post.flags.writeable = False
    return Stable(problem, post, int(proposals), time.process_time() - start)


@compiled
def _defer(
    ptr, choice, score, employer_of, park_of, capacity, heap_ptr, by_employer, employer_ptr, by_park, park_ptr, post
):
    n, posts, employers = len(score), len(employer_of), len(park_of)
    held = np.zeros(len(capacity), np.int64)
    heap = np.empty(heap_ptr[posts], np.int64)  # student numbers, lowest score on top
    size = np.zeros(posts, np.int64)
    lowest = np.full(employers, np.int64(1) << 62, np.int64)  # least score held per employer
    following = ptr[:-1].copy()
    waiting = np.empty(n, np.int64)
    for s in range(n):
        waiting[s] = n - 1 - s
    count = n
    proposals = 0
    never = np.int64(1) << 62
    while count > 0:
        count -= 1
        s = waiting[count]
        while following[s] < ptr[s + 1]:
            p = choice[following[s]]
            following[s] += 1
            proposals += 1
            e = employer_of[p]
            k = park_of[e]
            gone = p  # the post that gives a place up; posts: none does
            if capacity[p] == 0 or capacity[posts + e] == 0 or capacity[posts + employers + k] == 0:
                continue
            if held[p] >= capacity[p]:
                gone = p
            elif held[posts + e] >= capacity[posts + e]:
                gone = _lowest_post(by_employer, employer_ptr[e], employer_ptr[e + 1], heap, heap_ptr, size, score)
            elif held[posts + employers + k] >= capacity[posts + employers + k]:
                low, where = never, by_park[park_ptr[k]]
                for x in range(park_ptr[k], park_ptr[k + 1]):
                    if lowest[by_park[x]] < low:
                        low, where = lowest[by_park[x]], by_park[x]
                gone = _lowest_post(
                    by_employer, employer_ptr[where], employer_ptr[where + 1], heap, heap_ptr, size, score
                )
            else:
                gone = posts
            evicted = -1
            if gone < posts:
                worst = heap[heap_ptr[gone]]
                if score[worst] > score[s]:
                    continue
                evicted = worst
                size[gone] -= 1
                _sift_down(heap, heap_ptr[gone], size[gone], heap[heap_ptr[gone] + size[gone]], score)
                post[worst] = -1
                f = employer_of[gone]
                held[gone] -= 1
                held[posts + f] -= 1
                held[posts + employers + park_of[f]] -= 1
                if f != e:
                    lowest[f] = _least(by_employer, employer_ptr[f], employer_ptr[f + 1], heap, heap_ptr, size, score)
            _push(heap, heap_ptr[p], size[p], s, score)
            size[p] += 1
            post[s] = p
            held[p] += 1
            held[posts + e] += 1
            held[posts + employers + k] += 1
            lowest[e] = _least(by_employer, employer_ptr[e], employer_ptr[e + 1], heap, heap_ptr, size, score)
            if evicted >= 0:
                waiting[count] = evicted
                count += 1
            break
    return proposals


@compiled
def _lowest_post(listed, lo, hi, heap, heap_ptr, size, score):
    low, where = np.int64(1) << 62, listed[lo]
    for x in range(lo, hi):
        q = listed[x]
        if size[q] > 0 and score[heap[heap_ptr[q]]] < low:
            low, where = score[heap[heap_ptr[q]]], q
    return where


@compiled
def _least(listed, lo, hi, heap, heap_ptr, size, score):
    low = np.int64(1) << 62
    for x in range(lo, hi):
        q = listed[x]
        if size[q] > 0:
            low = min(low, score[heap[heap_ptr[q]]])
    return low


@compiled
def _push(heap, base, size, s, score):
    i = size
    while i > 0 and score[heap[base + (i - 1) // 2]] > score[s]:
        heap[base + i] = heap[base + (i - 1) // 2]
        i = (i - 1) // 2
    heap[base + i] = s


@compiled
def _sift_down(heap, base, size, s, score):
    if size == 0:
        return
    i = 0
    while True:
        c = 2 * i + 1
        if c >= size:
            break
        if c + 1 < size and score[heap[base + c + 1]] < score[heap[base + c]]:
            c += 1
        if score[heap[base + c]] >= score[s]:
            break
        heap[base + i] = heap[base + c]
        i = c
    heap[base + i] = s


def blocking_pairs(problem: Problem, asked: Orders, post: Numbers) -> int:
    """Pairs who would rather have each other: counted from the definition, independent of how ``post`` was found.

    Student s blocks with p if s prefers p to the present post and p's innermost full level holds somebody with a lower
    score (or nothing above p is full; the place s would leave does not count).
    """
    assert problem.fixed is not None
    tree = problem.tree
    own = np.asarray(post, np.int64).copy()
    own[problem.fixed[:, 0]] = -2
    capacity = tree.capacity() - problem.held_by_fixed()
    return int(
        _blocking(
            asked.ptr,
            asked.choice,
            asked.score,
            tree.employer_of.astype(np.int64),
            tree.park_of.astype(np.int64),
            capacity,
            own,
        )
    )


@compiled
def _blocking(ptr, choice, score, employer_of, park_of, capacity, own):
    posts, employers = len(employer_of), len(park_of)
    held = np.zeros(len(capacity), np.int64)
    low = np.full(len(capacity), np.int64(1) << 62, np.int64)
    for s in range(len(own)):
        if own[s] >= 0:
            e = employer_of[own[s]]
            for v in (own[s], posts + e, posts + employers + park_of[e]):
                held[v] += 1
                low[v] = min(low[v], score[s])
    count = 0
    for s in range(len(own)):
        if own[s] == -2:
            continue
        for x in range(ptr[s], ptr[s + 1]):
            p = choice[x]
            if p == own[s]:
                break
            e = employer_of[p]
            k = posts + employers + park_of[e]
            if capacity[p] == 0 or capacity[posts + e] == 0 or capacity[k] == 0:
                continue
            if held[p] >= capacity[p]:
                count += low[p] < score[s]
            elif held[posts + e] >= capacity[posts + e] and (own[s] < 0 or employer_of[own[s]] != e):
                count += low[posts + e] < score[s]
            elif held[k] >= capacity[k] and (own[s] < 0 or posts + employers + park_of[employer_of[own[s]]] != k):
                count += low[k] < score[s]
            else:
                count += 1
    return count


def first_come(problem: Problem, asked: Orders) -> Stable:
    """First come, first served: students in order of score, each takes the first post on the list with room."""
    start = time.process_time()
    assert problem.fixed is not None
    tree = problem.tree
    post = np.full(problem.students, -1, np.int32)
    capacity = tree.capacity() - problem.held_by_fixed()
    _first_come(
        asked.ptr, asked.choice, np.argsort(-asked.score), tree.employer_of.astype(np.int64), tree.park_of.astype(np.int64),
        capacity, post,
    )  # fmt: skip
    post[problem.fixed[:, 0]] = problem.fixed[:, 1]
    return Stable(problem, post, 0, time.process_time() - start)


@compiled
def _first_come(ptr, choice, turn, employer_of, park_of, left, post):
    posts, employers = len(employer_of), len(park_of)
    for s in turn:
        for x in range(ptr[s], ptr[s + 1]):
            p = choice[x]
            e = posts + employer_of[p]
            k = posts + employers + park_of[employer_of[p]]
            if left[p] > 0 and left[e] > 0 and left[k] > 0:
                left[p] -= 1
                left[e] -= 1
                left[k] -= 1
                post[s] = p
                break
