"""Figures of a comparison, worked out by hand; the worth of places against solving again; the README's example."""

# mypy: disable-error-code="arg-type, dict-item"

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shouwei.engine.placement import (
    Edges,
    Policy,
    Problem,
    Tree,
    compare,
    front,
    orders,
    solve,
    variant,
    worth_of_places,
)
from shouwei.engine.placement.compare import gini
from shouwei.engine.placement.faults import ProblemError

from .cases import middling


def test_a_row_worked_out_by_hand() -> None:
    """Three students, one employer of two places; worst rank 2 among the placed, so the unplaced counts 3."""
    edges = Edges([0, 2, 4, 5], [0, 1, 0, 1, 1], {"preference": [0, 1, 2, 0, 0], "commute": [5, 9, 7, 8, 30]})
    problem = Problem(Tree([0, 0], [0], [1, 1], [2], [2]), edges)
    asked = orders(problem, Policy(levels=("preference", "commute"), lottery=None))
    former = np.array([0, 1, -1])

    (row,) = compare(problem, {"one": np.array([-1, 0, 1])}, asked, levels=("preference", "commute"), former=former)

    assert (row.placed, dict(row.levels), row.worst, row.moved) == (2, {"preference": 2, "commute": 37}, 2, 2)
    assert row.gini == pytest.approx(gini(np.array([3, 2, 0]))) == pytest.approx(2 * 3 / (3 * 5))


def test_gini_from_all_alike_to_one_with_everything() -> None:
    assert gini(np.array([4, 4, 4])) == 0.0
    assert gini(np.array([0, 0])) == 0.0
    assert gini(np.array([0, 0, 0, 8])) == pytest.approx(0.75)


def test_the_worth_of_a_limit_is_what_lifting_it_brings() -> None:
    """An employer of one place with three posts of one and four students who can go nowhere else: the limit costs two."""
    edges = Edges([0, 3, 6, 9, 12], [0, 1, 2] * 4, {"rank": [0] * 12})
    result = solve(Problem(Tree([0, 0, 0], [0], [1, 1, 1], [1], [9]), edges), Policy(levels=("rank",), lottery=None))

    (whole,) = worth_of_places(result)
    (one,) = worth_of_places(result, more=1)

    assert (whole.employer, whole.placements, one.more, one.placements) == (0, 2, 1, 1)
    assert whole.by_level[0] == 1


@pytest.mark.parametrize("seed", range(3))
def test_one_more_place_brings_no_more_than_its_price(seed: int) -> None:
    result = solve(middling(np.random.default_rng(seed), 200))
    for worth in worth_of_places(result, most=5, more=1):
        tree = result.problem.tree
        capacity = tree.employer_capacity.astype(int).copy()
        capacity[worth.employer] += 1
        again = solve(variant(result.problem, tree=replace(tree, employer_capacity=capacity)), result.policy)
        assert 0 <= result.cost - again.cost <= worth.price
        assert worth.placements == again.levels["placed"] - result.levels["placed"]


@pytest.mark.parametrize(("one", "other", "steps"), [("local", "local", 3), ("local", "joy", 3), ("local", "fit", 0)])
def test_a_front_needs_two_levels(one: str, other: str, steps: int) -> None:
    with pytest.raises(ProblemError, match="a front needs two levels"):
        front(middling(np.random.default_rng(1), 60), Policy(), one, other, steps=steps)


def test_the_example_of_the_readme_runs() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf8")
    names: dict[str, Any] = {}

    exec(text.split("```python\n")[1].split("```")[0], names)  # noqa: S102

    assert names["result"].post.tolist() == [0, -1]
