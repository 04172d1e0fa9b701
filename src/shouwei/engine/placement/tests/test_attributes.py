"""Problems built from attributes, against reading the attributes pair by pair."""

# mypy: disable-error-code="arg-type, dict-item, misc, union-attr, index"

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from shouwei.engine.placement import Policy, Posts, Problem, Students, Tree, build, by_score, certify, solve, stable
from shouwei.engine.placement.build import RANK_COST, UNRANKED
from shouwei.engine.placement.compare import values_of
from shouwei.engine.placement.faults import Negative, NotFinite, NotIndices, ProblemError
from shouwei.engine.placement.stable import orders

LEVELS = ("local", "fit", "preference", "commute", "score")


def town(seed: int, n: int = 30, m: int = 8) -> tuple[Tree, Students, Posts]:
    chance = np.random.default_rng(seed)
    tree = Tree(chance.integers(0, 4, m), chance.integers(0, 2, 4), chance.integers(0, 5, m), [9] * 4, [20, 20])
    students = Students(
        specialty=chance.integers(0, 6, n), level=chance.integers(0, 3, n), age=chance.integers(15, 25, n),
        county=chance.integers(0, 3, n), wishes=chance.integers(-1, m, (n, 7)), score=chance.integers(0, 100, n),
    )  # fmt: skip
    posts = Posts(
        least_level=chance.integers(0, 3, m), least_age=chance.choice([0, 16, 18, 20], m), local=chance.integers(0, 2, m),
        field=chance.integers(0, 2, m), fits=chance.integers(0, 2, (m, 6)), field_of=np.arange(6) % 2,
        minutes=chance.integers(0, 300, (3, m)),
    )  # fmt: skip
    return tree, students, posts


@pytest.mark.parametrize("seed", range(6))
def test_every_pair_is_what_its_attributes_say(seed: int) -> None:
    tree, students, posts = town(seed)
    problem = build(tree, students, posts)
    asked = orders(problem, Policy())
    own = np.split(asked.choice, asked.ptr[1:-1])
    for s in range(problem.students):
        j, county = int(students.specialty[s]), int(students.county[s])
        allowed = {
            p
            for p in range(tree.posts)
            if posts.field[p] == posts.field_of[j] and posts.least_level[p] <= students.level[s]
            and posts.least_age[p] <= students.age[s] and posts.minutes[county, p] <= 240
        }  # fmt: skip
        assert set(own[s].tolist()) == allowed
        for p in allowed:
            wishes = students.wishes[s].tolist()
            rank = RANK_COST[min(wishes.index(p), len(RANK_COST) - 1)] if p in wishes else UNRANKED
            only = np.where(np.arange(problem.students) == s, p, -1)
            found = {name: int(column[s]) for name, column in values_of(problem, only, LEVELS).items()}
            assert found == {
                "local": 1 - posts.local[p], "fit": 1 - posts.fits[p, j], "preference": rank,
                "commute": posts.minutes[county, p], "score": students.score.max() - students.score[s],
            }  # fmt: skip
    answer = solve(problem, Policy(levels=LEVELS))
    assert certify(answer, fresh=True).proved


def test_a_birthday_decides_and_no_more_classes_than_that_are_made() -> None:
    """Fifteen, exactly sixteen, seventeen; one post from sixteen: two classes."""
    tree = Tree([0], [0], [3], [3], [3])
    students = Students([0, 0, 0], [0, 0, 0], [15, 16, 17], [0, 0, 0], np.full((3, 1), -1))
    posts = Posts([0], [16], [1], [0], [[1]], [0], [[10]])
    problem = build(tree, students, posts)

    assert problem.hubs is not None
    assert problem.hubs.student_class.tolist() == [0, 1, 1]
    assert solve(problem).post.tolist() == [-1, 0, 0]


def test_employers_go_by_the_score() -> None:
    """One place, three who want it: the best score has it in the stable placement, under any lottery."""
    tree = Tree([0], [0], [1], [1], [1])
    students = Students([0] * 3, [0] * 3, [18] * 3, [0] * 3, np.zeros((3, 1), int), score=[60, 90, 75])
    problem = build(tree, students, Posts([0], [0], [1], [0], [[1]], [0], [[10]]))

    for seed in range(4):
        assert stable(problem, Policy(lottery=seed), by_score(students)).post.tolist() == [-1, 0, -1]
    assert solve(problem, Policy(levels=("score",))).post.tolist() == [-1, 0, -1]
    with pytest.raises(NotIndices):
        by_score(replace(students, score=None))


@pytest.mark.parametrize(
    ("whose", "wrong", "fault", "says"),
    [
        ("students", {"specialty": [6]}, NotIndices, "specialty[0] is 6, the most is 5"),
        ("students", {"county": [3]}, NotIndices, "county[0] is 3, the most is 2"),
        ("students", {"age": [-1]}, Negative, "age[0] is -1, the least is 0"),
        ("students", {"age": [16, 17]}, NotIndices, "age has 2 values, expected 1"),
        ("students", {"wishes": [[8]]}, NotIndices, "wishes[0] is 8, the most is 7"),
        ("students", {"wishes": [0]}, NotIndices, "wishes must be students x wishes, it has 1 dimensions"),
        ("students", {"score": [float("nan")]}, NotFinite, "score[0] is not a finite number"),
        ("posts", {"local": [2] * 8}, NotIndices, "local[0] is 2, the most is 1"),
        ("posts", {"field": [0]}, NotIndices, "field has 1 values, expected 8"),
        ("posts", {"field_of": [0]}, NotIndices, "field_of has 1 values, expected 6"),
        ("posts", {"fits": [[1]]}, NotIndices, "fits must be posts x specialties, it is (1, 1) for 8 posts"),
        ("posts", {"minutes": [[1]]}, NotIndices, "minutes must be counties x posts, it is (1, 1) for 8 posts"),
        ("posts", {"minutes": np.full((3, 8), np.nan)}, NotFinite, "a commute is not a finite number of minutes"),
        ("posts", {"minutes": np.full((3, 8), -2)}, Negative, "commutes are -2 to -2 minutes, allowed are 0 to 1048576"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(whose: str, wrong: dict[str, Any], fault: type[ProblemError], says: str) -> None:
    tree, students, posts = town(1, n=1)
    changed: dict[str, Any] = {"students": students, "posts": posts}
    changed[whose] = replace(changed[whose], **wrong)

    with pytest.raises(fault) as refusal:
        build(tree, changed["students"], changed["posts"])

    assert (type(refusal.value), str(refusal.value)) == (fault, says)


def test_nobody_and_nothing() -> None:
    none = np.zeros(0, int)
    students = Students(none, none, none, none, np.zeros((0, 2), int))
    problem = build(Tree(none, [], none, [], []), students, Posts(none, none, none, none, np.zeros((0, 1)), [0], np.zeros((1, 0))))  # fmt: skip

    assert isinstance(problem, Problem)
    assert solve(problem).post.tolist() == []
