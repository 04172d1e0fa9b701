"""From attributes of students and posts to a problem: who may take what, and how good it is.

A class is (specialty, level, age as far as posts ask for one, home county): everything that decides who may take what.  A class
may take a post when its specialty is in the post's field, its level is high enough, it is old enough and the commute is not too
long.  Nothing is cut to the best few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.faults import Negative, NotFinite, NotIndices
from shouwei.engine.placement.problem import Edges, Hubs, Numbers, Problem, Tree, whole
from shouwei.engine.placement.stable import Ints, Scores

RANK_COST = (0, 1, 3, 6, 10, 15)  # of the first, second ... wish: a convex cost spares the worst ranks
UNRANKED = 21
LONGEST = 1 << 20  # minutes


@dataclass(frozen=True)
class Students:
    """Columns int[N]: specialty (0..S-1), level, age (years), county (0..C-1); wishes int[N, w] of posts, best first, -1 for none.

    score int[N] or None: what employers go by, higher is better.
    """

    specialty: Numbers
    level: Numbers
    age: Numbers
    county: Numbers
    wishes: Numbers
    score: Numbers | None = None


@dataclass(frozen=True)
class Posts:
    """Columns int[M]: least_level, least_age (years), local (0/1), field (group of specialties).

    fits bool[M, S]: specialties that fit.  field_of int[S]: field of every specialty.  minutes [C, M]: commute, rounded down.
    """

    least_level: Numbers
    least_age: Numbers
    local: Numbers
    field: Numbers
    fits: Numbers
    field_of: Numbers
    minutes: Numbers


def build(tree: Tree, students: Students, posts: Posts, *, most_minutes: int = 240, **rest: Numbers | None) -> Problem:
    """Complete eligibility by class, wishes as edges.  A wish for a post the student may not take is left out, of a post
    wished for twice the better wish counts.

    Levels: local (1 = elsewhere), fit (1 = the specialty does not fit), preference (RANK_COST, UNRANKED by class), commute in
    minutes, and, if students have scores, score (points below the best).  ``rest`` goes to ``Problem`` (fixed, blocked, school
    ...).  O(classes x posts + wishes log pairs).  Raises a ``ProblemError`` that names the column.
    """
    given = _checked(tree, students, posts)
    oldest = np.unique(given["least_age"])
    grade = np.searchsorted(oldest, given["age"], side="right")
    columns = [given["specialty"], given["level"], grade, given["county"]]
    codes, member = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    member = member.reshape(-1).astype(np.int64)
    needs = np.searchsorted(oldest, given["least_age"], side="right")
    rows, values = [], []
    for specialty, level, reached, county in codes.tolist():
        may = (given["field"] == given["field_of"][specialty]) & (given["least_level"] <= level)
        may &= (needs <= reached) & (given["minutes"][county] <= most_minutes)
        can = np.flatnonzero(may)
        rows.append(can)
        values.append((1 - given["local"][can], 1 - given["fits"][can, specialty], given["minutes"][county][can]))
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    post = np.concatenate([*rows, np.zeros(0, np.int64)]).astype(np.int64)
    local, fit, commute = (np.concatenate([*(v[k] for v in values), np.zeros(0, np.int64)]) for k in range(3))
    zero = np.zeros(len(post), np.uint8)
    lists = Edges(ptr, post, {"local": local, "fit": fit, "preference": zero, "commute": commute})
    own = {"preference": np.full(len(member), UNRANKED, np.int64)}
    edges = _wishes(given["wishes"], lists, member, tree.posts)
    if students.score is not None:
        own["score"] = given["score"].max(initial=0) - given["score"]
        behind = np.repeat(own["score"], np.diff(edges.ptr))
        edges = Edges(edges.ptr, edges.post, {**edges.levels, "score": behind})
        lists = Edges(ptr, post, {**lists.levels, "score": zero})
    return Problem(tree, edges, Hubs(member, lists, own), **rest)


def by_score(students: Students) -> Scores:
    """Employers' opinion for ``stable`` and ``orders``: the student's score, the same everywhere; the lottery settles ties."""
    if students.score is None:
        raise NotIndices("students have no scores")
    score = whole("score", students.score).astype(np.int64)

    def opinion(student: Ints, post: Ints) -> Ints:
        return np.asarray(score[student], np.int64)

    return opinion


def _checked(tree: Tree, students: Students, posts: Posts) -> dict[str, NDArray[Any]]:
    """Every column as whole numbers of the right length, or a named error."""
    fits = np.asarray(posts.fits)
    minutes = np.asarray(posts.minutes)
    if fits.ndim != 2 or len(fits) != tree.posts:
        raise NotIndices(f"fits must be posts x specialties, it is {fits.shape} for {tree.posts} posts")
    if minutes.ndim != 2 or minutes.shape[1] != tree.posts:
        raise NotIndices(f"minutes must be counties x posts, it is {minutes.shape} for {tree.posts} posts")
    if minutes.dtype.kind == "f" and not np.isfinite(minutes).all():
        raise NotFinite("a commute is not a finite number of minutes")
    if minutes.size and (minutes.min() < 0 or minutes.max() > LONGEST):
        raise Negative(f"commutes are {minutes.min()} to {minutes.max()} minutes, allowed are 0 to {LONGEST}")
    most = {"specialty": fits.shape[1] - 1, "county": len(minutes) - 1}
    given: dict[str, NDArray[Any]] = {"minutes": minutes.astype(np.int64)}
    for name in ("specialty", "level", "age", "county"):
        given[name] = whole(name, getattr(students, name), most=most.get(name)).astype(np.int64)
    for name in ("least_level", "least_age", "field"):
        given[name] = whole(name, getattr(posts, name)).astype(np.int64)
    given["local"] = whole("local", posts.local, most=1).astype(np.int64)
    given["fits"] = whole("fits", fits.reshape(-1), most=1).astype(np.int64).reshape(fits.shape)
    given["field_of"] = whole("field_of", posts.field_of).astype(np.int64)
    wishes = np.asarray(students.wishes)
    if wishes.ndim != 2:
        raise NotIndices(f"wishes must be students x wishes, it has {wishes.ndim} dimensions")
    flat = whole("wishes", wishes.reshape(-1), least=-1, most=tree.posts - 1).astype(np.int64)
    given["wishes"] = flat.reshape(wishes.shape)
    if students.score is not None:
        given["score"] = whole("score", students.score).astype(np.int64)
    n = len(given["specialty"])
    lengths = dict.fromkeys(("level", "age", "county", "wishes", "score"), n)
    lengths |= dict.fromkeys(("least_level", "least_age", "local", "field"), tree.posts) | {"field_of": fits.shape[1]}
    for name, expected in lengths.items():
        if name in given and len(given[name]) != expected:
            raise NotIndices(f"{name} has {len(given[name])} values, expected {expected}")
    return given


def _wishes(wishes: Ints, lists: Edges, member: Ints, posts: int) -> Edges:
    n, most = wishes.shape
    who, at = np.nonzero(wishes >= 0)
    post = wishes[who, at]
    _, first = np.unique(who * posts + post, return_index=True)
    first = np.sort(first)
    who, at, post = who[first], at[first], post[first]
    key = np.repeat(np.arange(len(lists.ptr) - 1), np.diff(lists.ptr)) * posts + lists.post
    want = member[who] * posts + post
    place = np.searchsorted(key, want).clip(0, max(len(key) - 1, 0))
    ok = key[place] == want if len(key) else np.zeros(len(want), bool)
    who, at, post, place = who[ok], at[ok], post[ok], place[ok]
    order = np.lexsort((post, who))
    rank = np.array([*RANK_COST, *([RANK_COST[-1]] * max(0, most - len(RANK_COST)))])[at]
    levels = {name: lists.levels[name][place][order] for name in ("local", "fit", "commute")} | {
        "preference": rank[order]
    }
    return Edges(np.concatenate([[0], np.cumsum(np.bincount(who, minlength=n))]).astype(np.int64), post[order], levels)
