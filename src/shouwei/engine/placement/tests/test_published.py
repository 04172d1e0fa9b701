"""Stable placements published with their answers."""

# mypy: disable-error-code="arg-type, dict-item"

import numpy as np
import pytest

from shouwei.engine.placement import Edges, Policy, Problem, Stable, Tree, blocking_pairs, orders, stable

from .cases import every_stable


def placed(choices: list[list[int]], ranked: list[list[int]], places: list[int]) -> tuple[Stable, int]:
    """Lists of posts by student and of students by post, both best first; a pair counts if both list each other.  The
    placement, and how many stable ones there are."""
    pairs = [[p for p in row if s in ranked[p]] for s, row in enumerate(choices)]
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in pairs])])
    rank = [row.index(p) for row, both in zip(choices, pairs, strict=True) for p in both]
    posts = len(places)
    wide = [sum(places)] * posts
    tree = Tree(list(range(posts)), [0] * posts, places, wide, [sum(places)])
    edges = Edges(ptr, [p for row in pairs for p in row], {"preference": rank})
    problem, policy = Problem(tree, edges), Policy(levels=("preference",))

    def scores(student: np.ndarray, post: np.ndarray) -> np.ndarray:
        return np.array([-ranked[p].index(s) for s, p in zip(student.tolist(), post.tolist(), strict=True)])

    asked = orders(problem, policy, scores, by=("preference",))
    found = stable(problem, policy, scores, by=("preference",))
    assert blocking_pairs(problem, asked, found.post) == 0
    return found, every_stable(problem, asked)[0]


def test_gale_and_shapley_three_of_six_marriages_are_stable() -> None:
    """College Admissions and the Stability of Marriage (1962), example 1: everybody who proposes gets the first choice."""
    men = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    women = [[1, 2, 0], [2, 0, 1], [0, 1, 2]]

    found, count = placed(men, women, [1, 1, 1])
    assert (found.post.tolist(), count) == ([0, 1, 2], 3)
    found, count = placed(women, men, [1, 1, 1])
    assert (found.post.tolist(), count) == ([1, 2, 0], 3)


def test_gale_and_shapley_the_only_stable_marriages() -> None:
    """The same, example 2, in which nobody gets the first choice on either side."""
    men = [[0, 1, 2, 3], [0, 3, 2, 1], [1, 0, 2, 3], [3, 1, 2, 0]]
    women = [[3, 2, 0, 1], [1, 3, 0, 2], [3, 0, 1, 2], [2, 1, 0, 3]]

    found, count = placed(men, women, [1] * 4)

    assert (found.post.tolist(), count) == ([2, 3, 0, 1], 1)
    assert [row.index(p) for row, p in zip(men, found.post.tolist(), strict=True)] == [2, 1, 1, 1]


@pytest.mark.parametrize("lottery", [0, 7])
def test_the_residents_of_the_nrmp(lottery: int) -> None:
    """National Resident Matching Program, How the Matching Algorithm Works: five applicants, three programmes of two places.

    Anderson and Eastman go to City, Chen to Mercy, Ford and Davis to General."""
    mercy, city, general = range(3)
    anderson, chen, ford, davis, eastman = range(5)
    applicants = [[city], [city, mercy], [city, general, mercy], [mercy, city, general], [city, mercy, general]]
    programmes = [
        [chen, ford],
        [eastman, anderson, chen, davis, ford],
        [eastman, anderson, ford, davis],
    ]

    found, _ = placed(applicants, programmes, [2, 2, 2])

    assert found.post.tolist() == [city, mercy, general, general, city]
