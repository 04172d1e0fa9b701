"""The placement problem: frozen, checked once, plain arrays.

A student takes one post or none.  Posts belong to employers, employers to parks; each level has a capacity (a laminar tree).
Who may take what is given by explicit edges (own wishes, special cases) and, completely, by classes: all students of a class
share one list of posts.  Nothing is cut to the best few.

Accepted and made canonical: edges in any order within a student (sorted by post); the same pair twice with equal levels
(one is kept); any integer dtype; whole-numbered floats.  Refused by name (see ``faults``): everything else.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shouwei.engine.placement.faults import Contradiction, Duplicate, Negative, NotFinite, NotIndices, TooLarge

Ints = NDArray[np.int64]
Numbers = NDArray[Any]
LARGEST_CAPACITY = 1 << 40
LARGEST_LEVEL = 1 << 40


def whole(name: str, values: ArrayLike, *, least: int = 0, most: int | None = None) -> Numbers:
    """The values as a read-only one-dimensional integer array, or a named error."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise NotIndices(f"{name} must have one dimension, it has {array.ndim}")
    if array.size == 0 and array.dtype.kind not in "iu":
        array = array.astype(np.int64)
    if array.dtype.kind == "b":
        array = array.astype(np.uint8)
    if array.dtype.kind == "f":
        if not np.isfinite(array).all():
            raise NotFinite(f"{name}[{int(np.argmin(np.isfinite(array)))}] is not a finite number")
        if (array != np.floor(array)).any():
            raise NotIndices(f"{name}[{int(np.argmax(array != np.floor(array)))}] is not a whole number")
        if array.size and np.abs(array).max() >= 2.0**62:
            raise TooLarge(f"{name} holds {array.max()}")
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise NotIndices(f"{name} must hold whole numbers, it holds {array.dtype}")
    if array.size and array.min() < least:
        at = int(np.argmin(array))
        raise (Negative if least == 0 else NotIndices)(f"{name}[{at}] is {array[at]}, the least is {least}")
    if array.size and most is not None and array.max() > most:
        at = int(np.argmax(array))
        raise (TooLarge if most >= LARGEST_CAPACITY else NotIndices)(f"{name}[{at}] is {array[at]}, the most is {most}")
    if array.dtype == np.uint64:
        array = array.astype(np.int64)
    if array.flags.writeable:
        array = array.copy() if array is values or array.base is not None else array
        array.flags.writeable = False
    return array


@dataclass(frozen=True)
class Tree:
    """Posts within employers within parks, with what each may hold.

    employer_of int[M], park_of int[E]; capacities int[M], int[E], int[P].
    """

    employer_of: Numbers
    park_of: Numbers
    post_capacity: Numbers
    employer_capacity: Numbers
    park_capacity: Numbers

    def __post_init__(self) -> None:
        posts, employers, parks = (
            len(np.atleast_1d(x)) for x in (self.post_capacity, self.employer_capacity, self.park_capacity)
        )
        _set(
            self,
            employer_of=whole("employer_of", self.employer_of, least=0, most=employers - 1),
            park_of=whole("park_of", self.park_of, least=0, most=parks - 1),
            post_capacity=whole("post_capacity", self.post_capacity, most=LARGEST_CAPACITY),
            employer_capacity=whole("employer_capacity", self.employer_capacity, most=LARGEST_CAPACITY),
            park_capacity=whole("park_capacity", self.park_capacity, most=LARGEST_CAPACITY),
        )
        if len(self.employer_of) != posts:
            raise NotIndices(f"employer_of names {len(self.employer_of)} posts, post_capacity {posts}")
        if len(self.park_of) != employers:
            raise NotIndices(f"park_of names {len(self.park_of)} employers, employer_capacity {employers}")

    @property
    def posts(self) -> int:
        return len(self.post_capacity)

    @property
    def employers(self) -> int:
        return len(self.employer_capacity)

    @property
    def parks(self) -> int:
        return len(self.park_capacity)

    def above(self) -> Ints:
        """The node above each of posts, employers, parks (in this order); the root has the next number."""
        first, second = self.posts, self.posts + self.employers
        root = second + self.parks
        parts = (first + self.employer_of.astype(np.int64), second + self.park_of.astype(np.int64))
        return np.concatenate([*parts, np.full(self.parks, root)])

    def capacity(self) -> Ints:
        return np.concatenate([self.post_capacity, self.employer_capacity, self.park_capacity]).astype(np.int64)


@dataclass(frozen=True)
class Edges:
    """Lists of posts: ptr int[K+1], post int[nnz], one column int[nnz] per level of the objective, smaller is better."""

    ptr: Numbers
    post: Numbers
    levels: Mapping[str, Numbers] = field(default_factory=dict)

    def checked(self, rows: int | None, posts: int, what: str) -> Edges:
        ptr = whole(f"{what}.ptr", self.ptr, least=0).astype(np.int64)
        post = whole(f"{what}.post", self.post, least=0, most=posts - 1)
        if len(ptr) == 0 or ptr[0] != 0 or ptr[-1] != len(post) or (np.diff(ptr) < 0).any():
            raise NotIndices(f"{what}.ptr must rise from 0 to the number of edges ({len(post)})")
        if rows is not None and len(ptr) - 1 != rows:
            raise NotIndices(f"{what}.ptr describes {len(ptr) - 1} rows, expected {rows}")
        levels = {k: whole(f"{what}.{k}", v, most=LARGEST_LEVEL) for k, v in self.levels.items()}
        for name, column in levels.items():
            if len(column) != len(post):
                raise NotIndices(f"{what}.{name} has {len(column)} values for {len(post)} edges")
        step = np.diff(post.astype(np.int64)) if len(post) else np.zeros(0, np.int64)
        inner = np.ones(max(len(post) - 1, 0), bool)
        cuts = ptr[1:-1]
        inner[cuts[(cuts > 0) & (cuts < len(post))] - 1] = False
        if (step[inner] <= 0).any():
            ptr, post, levels = _sorted_once(ptr, post, levels, what)
        post = post.astype(np.int32)
        for array in (ptr, post, *levels.values()):
            array.flags.writeable = False
        return Edges(ptr, post, levels)


def _sorted_once(
    ptr: Ints, post: Numbers, levels: dict[str, Numbers], what: str
) -> tuple[Ints, Numbers, dict[str, Numbers]]:
    row = np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))
    order = np.lexsort((post, row))
    row, post = row[order], post[order]
    levels = {name: column[order] for name, column in levels.items()}
    again = np.zeros(len(post), bool)
    again[1:] = (row[1:] == row[:-1]) & (post[1:] == post[:-1])
    for name, column in levels.items():
        differs = again.copy()
        differs[1:] &= column[1:] != column[:-1]
        if differs.any():
            at = int(np.argmax(differs))
            raise Duplicate(f"{what}: row {row[at]} lists post {post[at]} twice, with different {name}")
    kept = ~again
    counts = np.bincount(row[kept], minlength=len(ptr) - 1)
    return (
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        post[kept],
        {k: v[kept] for k, v in levels.items()},
    )


@dataclass(frozen=True)
class Hubs:
    """Complete eligibility: student_class int[N] (-1: none), and per class the list of all its posts.

    ``student_levels``: columns int[N] added to the class's own when a student goes by its class (for instance the preference
    of a post nobody wished for); absent means 0.
    """

    student_class: Numbers
    lists: Edges
    student_levels: Mapping[str, Numbers] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """All that a placement depends on.  ``replace(problem, ...)`` makes a variant.

    students: N.  student_id, post_id, class_id int64 >= 0: names of rows that do not change when rows are shuffled; the lottery draws on
    them.  fixed: int[k, 2] pairs (student, post) already settled.  blocked: int[k, 2] pairs that may not be.
    bound: int[N], employer of an order class or -1.  school int[N] with minimum int[K]: least number placed per school.
    """

    tree: Tree
    edges: Edges
    hubs: Hubs | None = None
    student_id: Numbers | None = None
    post_id: Numbers | None = None
    class_id: Numbers | None = None
    fixed: Numbers | None = None
    blocked: Numbers | None = None
    bound: Numbers | None = None
    school: Numbers | None = None
    minimum: Numbers | None = None
    present: Numbers | None = None

    def __post_init__(self) -> None:
        edges = self.edges.checked(None, self.tree.posts, "edges")
        n = len(edges.ptr) - 1
        hubs = self.hubs
        if hubs is not None:
            lists = hubs.lists.checked(None, self.tree.posts, "hubs")
            own = whole("student_class", hubs.student_class, least=-1, most=len(lists.ptr) - 2)
            added = {k: whole(f"student_levels.{k}", v, most=LARGEST_LEVEL) for k, v in hubs.student_levels.items()}
            for name, column in (("student_class", own), *added.items()):
                if len(column) != n:
                    raise NotIndices(f"{name} has {len(column)} values for {n} students")
            hubs = Hubs(own, lists, added)
        classes = len(hubs.lists.ptr) - 1 if hubs else 0
        _set(
            self,
            edges=edges,
            hubs=hubs,
            student_id=_names("student_id", self.student_id, n),
            post_id=_names("post_id", self.post_id, self.tree.posts),
            class_id=_names("class_id", self.class_id, classes),
            fixed=_pairs("fixed", self.fixed, n, self.tree.posts),
            blocked=_pairs("blocked", self.blocked, n, self.tree.posts),
        )
        if self.bound is not None:
            _set(self, bound=whole("bound", self.bound, least=-1, most=self.tree.employers - 1))
        if (self.school is None) != (self.minimum is None):
            raise NotIndices("school and minimum go together")
        if self.school is not None and self.minimum is not None:
            least = whole("minimum", self.minimum, most=LARGEST_CAPACITY)
            _set(self, school=whole("school", self.school, least=-1, most=len(least) - 1), minimum=least)
        if self.present is not None:
            _set(self, present=whole("present", self.present, least=-1, most=self.tree.posts - 1))
        for name, given in (("bound", self.bound), ("school", self.school), ("present", self.present)):
            if given is not None and len(given) != n:
                raise NotIndices(f"{name} has {len(given)} values for {n} students")
        self._check_fixed()

    def _check_fixed(self) -> None:
        assert self.fixed is not None
        assert self.blocked is not None
        if len(np.unique(self.fixed[:, 0])) != len(self.fixed):
            raise Contradiction("a student is fixed to two posts")
        both = {tuple(pair) for pair in self.fixed.tolist()} & {tuple(pair) for pair in self.blocked.tolist()}
        if both:
            raise Contradiction(f"student {min(both)[0]} is fixed to post {min(both)[1]} and blocked from it")
        held, capacity = self.held_by_fixed(), self.tree.capacity()
        if (held > capacity).any():
            at = int(np.argmax(held > capacity))
            raise Contradiction(f"{self.node_name(at)} holds {capacity[at]}, {held[at]} are fixed there")

    def held_by_fixed(self) -> Ints:
        """Places taken by fixed students, int64[posts + employers + parks]."""
        assert self.fixed is not None
        return load(self.tree, self.fixed[:, 1])

    def node_name(self, node: int) -> str:
        first, second = self.tree.posts, self.tree.posts + self.tree.employers
        if node < first:
            return f"post {node}"
        return f"employer {node - first}" if node < second else f"park {node - second}"

    @property
    def students(self) -> int:
        return len(self.edges.ptr) - 1

    def implicit_pairs(self) -> int:
        """How many pairs of student and post may be, classes counted out."""
        if self.hubs is None:
            return len(self.edges.post)
        sizes = np.diff(self.hubs.lists.ptr)
        own = self.hubs.student_class
        return int(len(self.edges.post) + sizes[own[own >= 0]].sum())


def load(tree: Tree, posts: Numbers) -> Ints:
    """How many of the given posts (int[k], -1 ignored) fall on each post, employer, park."""
    posts = np.asarray(posts)
    by_post = np.bincount(posts[posts >= 0], minlength=tree.posts)
    by_employer = np.bincount(tree.employer_of, weights=by_post, minlength=tree.employers).astype(np.int64)
    by_park = np.bincount(tree.park_of, weights=by_employer, minlength=tree.parks).astype(np.int64)
    return np.concatenate([by_post, by_employer, by_park]).astype(np.int64)


def _names(name: str, values: Numbers | None, count: int) -> Numbers:
    if values is None:
        names = np.arange(count, dtype=np.int64)
        names.flags.writeable = False
        return names
    names = whole(name, values)
    if names.size and names.max() >= 1 << 62:
        raise TooLarge(f"{name} holds {names.max()}")
    if len(names) != count:
        raise NotIndices(f"{name} has {len(names)} values, expected {count}")
    if len(np.unique(names)) != count:
        raise Duplicate(f"{name} holds the same value twice")
    return names


def _pairs(name: str, values: Numbers | None, students: int, posts: int) -> Numbers:
    if values is None or np.size(values) == 0:
        return np.zeros((0, 2), np.int64)
    array = np.asarray(values)
    if array.ndim != 2 or array.shape[1] != 2:
        raise NotIndices(f"{name} must be pairs of student and post")
    columns = (
        whole(f"{name} students", array[:, 0].copy(), least=0, most=students - 1),
        whole(f"{name} posts", array[:, 1].copy(), least=0, most=posts - 1),
    )
    pairs = np.unique(np.stack(columns, axis=1).astype(np.int64), axis=0)
    pairs.flags.writeable = False
    return pairs


def _set(frozen: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(frozen, name, value)


def variant(problem: Problem, **changes: Any) -> Problem:
    return replace(problem, **changes)


def with_present(problem: Problem, present: Numbers) -> Problem:
    """The problem with the posts held now; what was checked is not checked again."""
    changed = copy.copy(problem)
    _set(changed, present=posts_given(problem, present, "present"))
    return changed


def posts_given(problem: Problem, post: Numbers, name: str = "post") -> Numbers:
    """A placement from outside, int[N] with -1 for unplaced, checked: compiled loops do not look where they reach."""
    posts = whole(name, post, least=-1, most=problem.tree.posts - 1)
    if len(posts) != problem.students:
        raise NotIndices(f"{name} has {len(posts)} values for {problem.students} students")
    return posts
