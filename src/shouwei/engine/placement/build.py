"""From attributes of students and posts to a problem: who may take what, and how good it is.

A class is (specialty, level, adult, home county).  A class may take a post when its specialty is in the post's field, its level is
high enough, minors are admitted and the commute is not too long.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shouwei.engine.placement.faults import NotFinite, NotIndices
from shouwei.engine.placement.problem import Edges, Hubs, Numbers, Problem, Tree, whole

RANK_COST = (0, 1, 3, 6, 10, 15)  # of the first, second ... wish: a convex cost spares the worst ranks
UNRANKED = 21


@dataclass(frozen=True)
class Students:
    """Columns int[N]: specialty, level, adult (0/1), county; wishes int[N, w] of posts, best first, -1 for none."""

    specialty: Numbers
    level: Numbers
    adult: Numbers
    county: Numbers
    wishes: Numbers


@dataclass(frozen=True)
class Posts:
    """Columns int[M]: least_level, adults_only (0/1), local (0/1), field (group of specialties).

    fits bool[M, S]: specialties that fit.  field_of int[S]: field of every specialty.  minutes [counties, M]: commute.
    """

    least_level: Numbers
    adults_only: Numbers
    local: Numbers
    field: Numbers
    fits: Numbers
    field_of: Numbers
    minutes: Numbers


def build(tree: Tree, students: Students, posts: Posts, *, most_minutes: int = 240, **rest: Numbers | None) -> Problem:
    """Complete eligibility by class, wishes as edges.  A wish for a post the student may not take is left out.

    Levels: local (1 = elsewhere), fit (1 = the specialty does not fit), preference (RANK_COST, UNRANKED by class), commute in
    minutes.  ``rest`` goes to ``Problem`` (fixed, blocked, school ...).
    """
    minutes = np.asarray(posts.minutes)
    if minutes.dtype.kind == "f" and not np.isfinite(minutes).all():
        raise NotFinite("a commute is not a finite number of minutes")
    columns = [whole(name, getattr(students, name)) for name in ("specialty", "level", "adult", "county")]
    if minutes.ndim != 2 or minutes.shape[1] != tree.posts or (len(columns[3]) and columns[3].max() >= len(minutes)):
        raise NotIndices(f"minutes must be counties x posts, it is {minutes.shape}")
    codes, member = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    rows, values = [], []
    for specialty, level, adult, county in codes.tolist():
        may = (posts.field == posts.field_of[specialty]) & (posts.least_level <= level)
        may &= (np.asarray(posts.adults_only) == 0) | bool(adult)
        may &= minutes[county] <= most_minutes
        can = np.flatnonzero(may)
        rows.append(can)
        values.append(
            (
                1 - posts.local[can],
                1 - posts.fits[can, specialty].astype(np.int64),
                minutes[county][can].astype(np.int64),
            )
        )
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    post = np.concatenate([*rows, np.zeros(0, np.int64)]).astype(np.int64)
    local, fit, commute = (np.concatenate([*(v[k] for v in values), np.zeros(0, np.int64)]) for k in range(3))
    zero = np.zeros(len(post), np.uint8)
    lists = Edges(ptr, post, {"local": local, "fit": fit, "preference": zero, "commute": commute})
    unranked = np.full(len(member), UNRANKED, np.int64)
    hubs = Hubs(member.reshape(-1).astype(np.int64), lists, {"preference": unranked})
    return Problem(tree, _wishes(students, lists, member.reshape(-1), tree.posts), hubs, **rest)


def _wishes(students: Students, lists: Edges, member: Numbers, posts: int) -> Edges:
    wishes = np.asarray(students.wishes)
    n, most = wishes.shape
    who, at = np.nonzero(wishes >= 0)
    post = wishes[who, at].astype(np.int64)
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
