"""Deferred acceptance under laminar capacities: the stable alternative on the same problem.

Students propose in the order of their own preference.  A post takes whom it can; when it, its employer or its park is full, the
lowest score within the innermost full level goes (greedy on a laminar matroid: Fleiner 2003; Kamada and Kojima 2018).  Scores
belong to pairs, comparable within an employer and a park; ties go to the lottery.  The result is stable and the best stable one for students.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.compiled import compiled
from shouwei.engine.placement.faults import NotIndices, ProblemError
from shouwei.engine.placement.network import listed_out
from shouwei.engine.placement.policy import Policy, lottery_number
from shouwei.engine.placement.problem import Numbers, Problem, posts_given

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stable:
    """post int32[N], -1 unplaced; proposals made; seconds of CPU."""

    problem: Problem
    post: NDArray[np.int32]
    proposals: int
    seconds: float


Scores = Callable[[Ints, Ints], Ints]  # of students and posts (same length): higher is better


@dataclass(frozen=True)
class Orders:
    """CSR by student: ptr int64[N+1]; choice int32[nnz], posts best first; score int64[nnz], what the post's employer thinks
    of the pair, higher is better, no two alike; turn int64[N], who comes first in first come, first served."""

    ptr: Ints
    choice: NDArray[np.int32]
    score: Ints
    turn: Ints


def orders(
    problem: Problem, policy: Policy, scores: Scores | None = None, *, by: tuple[str, ...] = ("preference", "commute")
) -> Orders:
    """Students order by those of the levels named that edges or classes have, then by the lottery; classes are listed out (that is what deferred acceptance reads).

    Without ``scores`` an employer's opinion of a student is drawn by the lottery, one draw per student and employer.
    """
    assert problem.student_id is not None
    assert problem.post_id is not None
    seed, tree = policy.lottery or 0, problem.tree
    row, post, keys = _allowed_pairs(problem, by)
    student, place = problem.student_id[row].astype(np.int64), problem.post_id[post].astype(np.int64)
    draw = lottery_number(student, place, seed, 30)
    sort_keys: list[Numbers] = [post, draw, *reversed(keys), row]
    order = np.lexsort(sort_keys)
    row, post, draw = row[order], post[order], draw[order].astype(np.int64)
    if scores is None:
        opinion = lottery_number(student[order], tree.employer_of[post].astype(np.int64), seed + 1, 30).astype(np.int64)
    else:
        opinion = np.asarray(scores(row, post))
        if (
            len(opinion) != len(row)
            or opinion.dtype.kind not in "iu"
            or (opinion >= 1 << 32).any()
            or (opinion <= -1 << 32).any()
        ):
            raise NotIndices("scores must be whole numbers between -2^32 and 2^32, one per pair")
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=problem.students))]).astype(np.int64)
    ident = problem.student_id.astype(np.int64)
    turn = np.lexsort((ident, lottery_number(ident, ident, seed, 30)))
    return Orders(ptr, post.astype(np.int32), opinion.astype(np.int64) * (1 << 30) + draw, turn)


def _allowed_pairs(problem: Problem, by: tuple[str, ...]) -> tuple[Ints, Ints, list[Numbers]]:
    """Every pair that may be, once, with the values the student orders by."""
    assert problem.blocked is not None
    assert problem.fixed is not None
    n, posts = problem.students, problem.tree.posts
    hubs, nothing = problem.hubs, np.zeros(len(problem.edges.post), np.int64)
    known = problem.edges.levels.keys() | (hubs.lists.levels.keys() | hubs.student_levels.keys() if hubs else set())
    own = {name: problem.edges.levels.get(name, nothing) for name in by if name in known}
    row, post = np.repeat(np.arange(n), np.diff(problem.edges.ptr)), problem.edges.post.astype(np.int64)
    keys = list(own.values())
    if problem.hubs:
        hub_of = problem.hubs.student_class.astype(np.int64)
        rows, listed, columns = listed_out(problem, own, np.flatnonzero(hub_of >= 0), hub_of)
        row, post = np.concatenate([row, rows]), np.concatenate([post, listed])
        keys = [np.concatenate([own[name], columns[name]]) for name in own]
        order = np.lexsort((*reversed(keys), post, row))
        row, post, keys = row[order], post[order], [key[order] for key in keys]
        kept = np.ones(len(row), bool)
        kept[1:] = (row[1:] != row[:-1]) | (post[1:] != post[:-1])
    else:
        kept = np.ones(len(row), bool)
    if len(problem.fixed):
        kept &= ~np.isin(row, problem.fixed[:, 0])
    if len(problem.blocked):
        kept &= ~np.isin(row * posts + post, problem.blocked[:, 0] * posts + problem.blocked[:, 1])
    if problem.bound is not None:
        kept &= (problem.bound[row] < 0) | (problem.tree.employer_of[post] == problem.bound[row])
    return row[kept], post[kept], [key[kept] for key in keys]


def stable(
    problem: Problem,
    policy: Policy | None = None,
    scores: Scores | None = None,
    *,
    by: tuple[str, ...] = ("preference", "commute"),
) -> Stable:
    """O(proposals x posts of an employer); minimums of schools are not for this policy."""
    if problem.minimum is not None:
        raise ProblemError("deferred acceptance knows no school minimums: leave them out and compare")
    return propose(problem, orders(problem, policy or Policy(), scores, by=by))


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
    n, posts, employers = len(ptr) - 1, len(employer_of), len(park_of)
    who = np.empty(len(choice), np.int32)
    for s in range(n):
        who[ptr[s] : ptr[s + 1]] = s
    held = np.zeros(len(capacity), np.int64)
    heap = np.empty(heap_ptr[posts], np.int64)  # edge numbers, lowest score on top
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
            mine = following[s]
            p = choice[mine]
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
                if score[worst] > score[mine]:
                    continue
                evicted = who[worst]
                size[gone] -= 1
                _sift_down(heap, heap_ptr[gone], size[gone], heap[heap_ptr[gone] + size[gone]], score)
                post[who[worst]] = -1
                f = employer_of[gone]
                held[gone] -= 1
                held[posts + f] -= 1
                held[posts + employers + park_of[f]] -= 1
                if f != e:
                    lowest[f] = _least(by_employer, employer_ptr[f], employer_ptr[f + 1], heap, heap_ptr, size, score)
            _push(heap, heap_ptr[p], size[p], mine, score)
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

    Student s blocks with p if s prefers p to the present post and nothing above p is full, or p's innermost full level holds a
    pair of lower score (s's own present one among them): the pair is not in the span of better ones (Fleiner 2003).
    """
    assert problem.fixed is not None
    tree = problem.tree
    own = posts_given(problem, post).astype(np.int64)
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
            mark = np.int64(1) << 62
            for x in range(ptr[s], ptr[s + 1]):
                if choice[x] == own[s]:
                    mark = score[x]
            for v in (own[s], posts + e, posts + employers + park_of[e]):
                held[v] += 1
                low[v] = min(low[v], mark)
    count = 0
    for s in range(len(own)):
        if own[s] == -2:
            continue
        for x in range(ptr[s], ptr[s + 1]):
            p = choice[x]
            if p == own[s]:
                break
            e = posts + employer_of[p]
            k = posts + employers + park_of[employer_of[p]]
            if capacity[p] == 0 or capacity[e] == 0 or capacity[k] == 0:
                continue
            if held[p] >= capacity[p]:
                count += low[p] < score[x]
            elif held[e] >= capacity[e]:
                count += low[e] < score[x]
            elif held[k] >= capacity[k]:
                count += low[k] < score[x]
            else:
                count += 1
    return count


def first_come(problem: Problem, asked: Orders) -> Stable:
    """First come, first served: students in the order of the lottery, each takes the first post on the list with room."""
    start = time.process_time()
    assert problem.fixed is not None
    tree = problem.tree
    post = np.full(problem.students, -1, np.int32)
    capacity = tree.capacity() - problem.held_by_fixed()
    _first_come(
        asked.ptr,
        asked.choice,
        asked.turn, tree.employer_of.astype(np.int64), tree.park_of.astype(np.int64),
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
