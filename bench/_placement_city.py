"""Synthetic cities for ``./run bench placement``: students, posts, employers, parks, wishes and complete eligibility.

One post per 20 students, one employer per 5 to 6 posts, one park per 40 employers.  A post takes one of ten fields (and three of
its twelve specialties fit) and a least level, so a student may be placed at about 8 % of all posts.  A class is specialty x
level x home county.  Minutes of commute grow with the distance of county and park.  Everything follows from the seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
FIELDS, PER_FIELD, LEVELS, COUNTIES, WISHES = 10, 12, 3, 10, 6
FARTHEST = 511


@dataclass(frozen=True)
class City:
    up: Ints  # node above each post, employer and park; the last number is the root
    capacity: Ints
    posts: int
    employers: int
    student_class: Ints
    # explicit edges: CSR by student; levels local, fit, rank, commute as 0/1, 0/1, 0..6, minutes
    ptr: Ints
    post: NDArray[np.int32]
    local: NDArray[np.uint8]
    fit: NDArray[np.uint8]
    rank: NDArray[np.uint8]
    commute: NDArray[np.uint16]
    # complete eligibility: CSR by class
    class_ptr: Ints
    class_post: NDArray[np.int32]
    class_local: NDArray[np.uint8]
    class_fit: NDArray[np.uint8]
    class_commute: NDArray[np.uint16]


def city(students: int, *, seed: int = 1, edges: int = 20) -> City:
    chance = np.random.default_rng(seed)
    posts = max(students // 20, 10)
    employers = max(posts * 2 // 11, 3)
    parks = max(employers // 40, 2)
    park_of = np.sort(chance.integers(0, parks, employers))
    employer_of = np.sort(np.concatenate([np.arange(employers), chance.integers(0, employers, posts - employers)]))
    up = np.concatenate([posts + employer_of, posts + employers + park_of, np.full(parks, posts + employers + parks)])
    capacity = _capacities(chance, students, employer_of, park_of, parks)
    place = chance.random((parks, 2))
    outside = chance.random(parks) < 0.25
    county_at = chance.random((COUNTIES, 2)) * 0.8 + 0.1
    post_park = park_of[employer_of]
    field = chance.integers(0, FIELDS, posts)
    fitting = np.argsort(chance.random((posts, PER_FIELD)), axis=1)[:, :3]
    least = chance.choice(LEVELS, posts, p=[0.7, 0.2, 0.1])
    popular = chance.gamma(0.7, 1.0, posts) + 0.05
    own = _own_classes(chance, students)
    codes, student_class = np.unique(own, return_inverse=True)
    rows: list[tuple[NDArray[np.int64], ...]] = []
    for code in codes:
        specialty, level, county = code // (LEVELS * COUNTIES), code // COUNTIES % LEVELS, code % COUNTIES
        can = np.flatnonzero((field == specialty // PER_FIELD) & (least <= level))
        fits = (fitting[can] == specialty % PER_FIELD).any(axis=1)
        far = np.hypot(*(place[post_park[can]] - county_at[county]).T)
        minutes = np.minimum((far * 300).astype(np.int64) + can * 7 % 23, FARTHEST)
        rows.append((can, outside[post_park[can]].astype(np.int64), (~fits).astype(np.int64), minutes))
    class_ptr = np.concatenate([[0], np.cumsum([len(row[0]) for row in rows])]).astype(np.int64)
    class_post, class_local, class_fit, class_commute = (np.concatenate([row[k] for row in rows]) for k in range(4))
    drawn = _explicit(
        chance, student_class, class_ptr, class_post, class_local, class_fit, class_commute, popular, edges
    )
    return City(
        up=up.astype(np.int64),
        capacity=capacity,
        posts=posts,
        employers=employers,
        student_class=student_class.astype(np.int64),
        ptr=drawn[0],
        post=drawn[1].astype(np.int32),
        local=drawn[2].astype(np.uint8),
        fit=drawn[3].astype(np.uint8),
        rank=drawn[4].astype(np.uint8),
        commute=drawn[5].astype(np.uint16),
        class_ptr=class_ptr,
        class_post=class_post.astype(np.int32),
        class_local=class_local.astype(np.uint8),
        class_fit=class_fit.astype(np.uint8),
        class_commute=class_commute.astype(np.uint16),
    )


def nation(students: int, provinces: int, *, across: float, seed: int = 1) -> tuple[City, Ints, Ints]:
    """Cities side by side as provinces, explicit edges only, with the province of every student and of every park.

    A share ``across`` of a province's students also sees the wishes of the student with the same number in the next province: not
    local, an hour farther, nobody's wish.
    """
    chance, each = np.random.default_rng(seed), students // provinces
    towns = [city(each, seed=seed + number) for number in range(provinces)]
    counts = np.array([(t.posts, t.employers, len(t.up) - t.posts - t.employers) for t in towns])
    posts, employers, parks = (np.concatenate([[0], np.cumsum(counts[:, k])]) for k in range(3))
    ups, capacities, drawn = [[], [], []], [[], [], []], [[] for _ in range(6)]  # type: ignore[var-annotated]
    for k, town in enumerate(towns):
        cuts = [town.posts, town.posts + town.employers]
        above = np.split(town.up, cuts)
        first, second = posts[-1] + employers[k], posts[-1] + employers[-1] + parks[k]
        ups[0].append(above[0] - cuts[0] + first)
        ups[1].append(above[1] - cuts[1] + second)
        ups[2].append(np.full(counts[k, 2], posts[-1] + employers[-1] + parks[-1]))
        for level, part in enumerate(np.split(town.capacity, cuts)):
            capacities[level].append(part)
        other = (k + 1) % provinces
        there = towns[other]
        row, row_there = (np.repeat(np.arange(each), np.diff(t.ptr)) for t in (town, there))
        seen = (chance.random(each) < across)[row_there] & (there.rank < WISHES)
        farther = np.minimum(there.commute[seen].astype(np.int64) + 60, FARTHEST)
        inside = (row + k * each, town.post + posts[k], town.local, town.fit, town.rank, town.commute)
        ones = np.ones(len(farther), np.int64)
        outside = (
            row_there[seen] + k * each,
            there.post[seen] + posts[other],
            ones,
            there.fit[seen],
            ones * WISHES,
            farther,
        )
        for column, one, two in zip(drawn, inside, outside, strict=True):
            column.append(np.concatenate([one, two]))
    student, *columns = (np.concatenate(column) for column in drawn)
    order = np.lexsort((columns[0], student))
    types = (np.int32, np.uint8, np.uint8, np.uint8, np.uint16)
    nothing = np.zeros(0, np.uint8)
    whole = City(
        np.concatenate([*ups[0], *ups[1], *ups[2]]),
        np.concatenate([*capacities[0], *capacities[1], *capacities[2]]),
        int(posts[-1]), int(employers[-1]), np.zeros(each * provinces, np.int64),
        np.concatenate([[0], np.cumsum(np.bincount(student, minlength=each * provinces))]).astype(np.int64),
        *(column[order].astype(kind) for column, kind in zip(columns, types, strict=True)),
        np.zeros(1, np.int64), nothing.astype(np.int32), nothing, nothing, nothing.astype(np.uint16),
    )  # fmt: skip
    return whole, np.repeat(np.arange(provinces), each), np.repeat(np.arange(provinces), counts[:, 2])


def _capacities(chance: np.random.Generator, students: int, employer_of: Ints, park_of: Ints, parks: int) -> Ints:
    """Posts offer 1.1 places a student in all; employers may hold four fifths of their posts, parks nine tenths of that."""
    openings = np.maximum(
        (chance.gamma(1.2, 1.0, len(employer_of)) * students * 1.1 / 1.2 / len(employer_of)), 1
    ).astype(np.int64)
    held = np.bincount(employer_of, weights=openings, minlength=len(park_of))
    most = np.maximum(held * chance.uniform(0.6, 1.1, len(park_of)), 1).astype(np.int64)
    together = np.bincount(park_of, weights=most, minlength=parks)
    return np.concatenate([openings, most, (together * chance.uniform(0.85, 1.1, parks)).astype(np.int64)])


def _own_classes(chance: np.random.Generator, students: int) -> Ints:
    weight = chance.gamma(2.0, 1.0, FIELDS * PER_FIELD)
    specialty = chance.choice(FIELDS * PER_FIELD, students, p=weight / weight.sum())
    level = chance.choice(LEVELS, students, p=[0.5, 0.3, 0.2])
    return np.asarray(specialty * LEVELS * COUNTIES + level * COUNTIES + chance.integers(0, COUNTIES, students))


def _explicit(
    chance: np.random.Generator, student_class: Ints, class_ptr: Ints, post: Ints, local: Ints, fit: Ints, commute: Ints,
    popular: NDArray[np.float64], edges: int,
) -> list[Ints]:  # fmt: skip
    """Up to six wishes, drawn by how popular a post is and how near, then the better of a random handful."""
    members = np.argsort(student_class, kind="stable")
    starts = np.searchsorted(student_class[members], np.arange(len(class_ptr)))
    parts: list[tuple[Ints, ...]] = []
    for k in range(len(class_ptr) - 1):
        row = slice(class_ptr[k], class_ptr[k + 1])
        here = members[starts[k] : starts[k + 1]]
        size = class_ptr[k + 1] - class_ptr[k]
        if size == 0:
            continue
        weight = popular[post[row]] * np.exp(-commute[row] / 120.0) * np.where(fit[row] == 0, 1.5, 1.0)
        steps = np.cumsum(weight / weight.sum())
        wishes = np.searchsorted(steps, chance.random((len(here), WISHES))).clip(0, size - 1)
        others = chance.integers(0, size, (len(here), 2 * edges))
        worth = fit[row][others] * 0.3 + commute[row][others] / 400.0 + chance.random(others.shape)
        others = np.take_along_axis(others, np.argsort(worth, axis=1), axis=1)
        both = np.concatenate([wishes, others], axis=1)
        order = np.argsort(both, axis=1, kind="stable")
        repeated = np.zeros(both.shape, bool)
        along = np.take_along_axis(both, order, axis=1)
        np.put_along_axis(repeated, order[:, 1:], along[:, 1:] == along[:, :-1], axis=1)
        kept = ~repeated & (np.cumsum(~repeated, axis=1) <= edges)
        who, column = np.nonzero(kept)
        at = both[who, column]
        rank = np.where(column < WISHES, (np.cumsum(kept, axis=1) - 1)[who, column], WISHES)
        parts.append((here[who], post[row][at], local[row][at], fit[row][at], rank, commute[row][at]))
    student, *columns = (np.concatenate([part[k] for part in parts]) for k in range(6))
    order = np.lexsort((columns[0], student))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(student, minlength=len(student_class)))])
    return [ptr.astype(np.int64), *(column[order] for column in columns)]
