"""What is refused, by name; what is made canonical; what the lottery promises."""

# mypy: disable-error-code="arg-type, dict-item, misc"

from typing import Any

import numpy as np
import pytest

from shouwei.engine.placement import (
    Edges,
    Hubs,
    Policy,
    Problem,
    Tree,
    blocking_pairs,
    certify,
    compare,
    explain,
    fairest,
    orders,
    place_groups,
    solve,
    stable,
)
from shouwei.engine.placement.faults import (
    Contradiction,
    Duplicate,
    Negative,
    NotFinite,
    NotIndices,
    ProblemError,
    TooLarge,
    Unfinished,
)

ONE = Tree([0, 0], [0], [1, 1], [2], [2])
LEVELS = {"local": [0, 0], "fit": [0, 1], "preference": [0, 1], "commute": [5, 6]}


def problem(**changes: Any) -> Problem:
    facts: dict[str, Any] = {"tree": ONE, "edges": Edges([0, 2], [0, 1], LEVELS)}
    return Problem(**{**facts, **changes})


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (lambda: Tree([0, 1], [0], [1, 1], [2], [2]), NotIndices),  # an employer that does not exist
        (lambda: Tree([0], [0], [1, 1], [2], [2]), NotIndices),  # a post without employer
        (lambda: Tree([0, 0], [0], [1, -1], [2], [2]), Negative),
        (lambda: Tree([0, 0], [0], [1, float("nan")], [2], [2]), NotFinite),
        (lambda: Tree([0, 0], [0], [1, 1.5], [2], [2]), NotIndices),
        (lambda: Tree([0, 0], [0], [1, 1 << 50], [2], [2]), TooLarge),
        (lambda: Tree([0, 0], [0], [[1, 1]], [2], [2]), NotIndices),
        (lambda: Tree([0, 0], [0], ["a", "b"], [2], [2]), NotIndices),
        (lambda: problem(edges=Edges([0, 2], [0, 2], LEVELS)), NotIndices),  # a post that does not exist
        (lambda: problem(edges=Edges([0, 3], [0, 1], LEVELS)), NotIndices),  # not mutual: ptr and posts disagree
        (lambda: problem(edges=Edges([0, 2, 1, 2], [0, 1], LEVELS)), NotIndices),
        (lambda: problem(edges=Edges([], [], {})), NotIndices),
        (lambda: problem(edges=Edges([0, 2], [0, 1], {**LEVELS, "fit": [0]})), NotIndices),
        (lambda: problem(edges=Edges([0, 2], [0, 1], {**LEVELS, "fit": [0, -1]})), Negative),
        (lambda: problem(edges=Edges([0, 2], [0, 1], {**LEVELS, "fit": [0, np.inf]})), NotFinite),
        (lambda: problem(edges=Edges([0, 2], [0, 1], {**LEVELS, "fit": [0, 1e30]})), TooLarge),
        (lambda: problem(edges=Edges([0, 2], [1, 1], LEVELS)), Duplicate),  # one pair, two values
        (lambda: problem(student_id=[1, 2]), NotIndices),
        (lambda: problem(post_id=[3, 3]), Duplicate),
        (lambda: problem(post_id=[3, -1]), Negative),  # the lottery keeps negative numbers for classes
        (lambda: problem(student_id=[1 << 62]), TooLarge),
        (lambda: problem(fixed=[[0, 0], [0, 1]]), Contradiction),
        (lambda: problem(fixed=[[0, 0]], blocked=[[0, 0]]), Contradiction),
        (lambda: problem(tree=Tree([0, 0], [0], [0, 1], [2], [2]), fixed=[[0, 0]]), Contradiction),
        (lambda: problem(fixed=[[1, 0]]), NotIndices),
        (lambda: problem(blocked=[0, 0]), NotIndices),
        (lambda: problem(bound=[1]), NotIndices),
        (lambda: problem(school=[0]), NotIndices),
        (lambda: problem(school=[0, 0], minimum=[1]), NotIndices),
        (lambda: problem(hubs=Hubs([1], Edges([0, 0], [], {}))), NotIndices),
        (lambda: problem(hubs=Hubs([0, 0], Edges([0, 0], [], {}))), NotIndices),
        (lambda: Policy(levels=("fit", "fit")), ProblemError),
        (lambda: Policy(levels=("placed",)), ProblemError),
        (lambda: Policy(lottery_bits=8), ProblemError),
        (lambda: Policy(keep_bonus=-1), Negative),
        (lambda: Policy(keep_bonus=float("nan")), NotIndices),
        (lambda: Policy(lottery=1.5), NotIndices),
        (lambda: Policy(lottery_bits=20.5), NotIndices),
        (lambda: Policy(levels=(), weights={"placed": float("nan")}), NotIndices),
        (lambda: Policy(levels=(), weights={"placed": 1.5}), NotIndices),
        (lambda: Policy(levels=(), weights={"placed": True}), NotIndices),
        (lambda: solve(problem(), Policy(levels=("fit",), weights={"placed": np.int64(1 << 62), "fit": 1})), TooLarge),
        (lambda: explain(solve(problem()), -1, 0), NotIndices),
        (lambda: explain(solve(problem()), 1, 0), NotIndices),
        (lambda: explain(solve(problem()), 0, -1), NotIndices),
        (lambda: place_groups(problem(), [[0, 1]]), NotIndices),
        (lambda: place_groups(problem(), [[-1]]), NotIndices),
        (lambda: place_groups(problem(), [[0], [0]]), Contradiction),
        (lambda: fairest(problem(), level="joy"), ProblemError),
        (lambda: blocking_pairs(problem(), orders(problem(), Policy()), [2]), NotIndices),
        (lambda: blocking_pairs(problem(), orders(problem(), Policy()), [0, 0]), NotIndices),
        (lambda: compare(problem(), {"one": np.array([2])}, orders(problem(), Policy())), NotIndices),
        (lambda: compare(problem(), {"one": np.array([0])}, orders(problem(), Policy()), former=[0.5]), NotIndices),
        (lambda: orders(problem(), Policy(), lambda s, p: np.full(len(s), np.iinfo(np.int64).min)), NotIndices),
        (lambda: orders(problem(), Policy(), lambda s, p: np.full(len(s), np.nan)), NotIndices),
        (lambda: Policy(weights={"placed": 1}), ProblemError),
        (lambda: Policy(levels=(), weights={"placed": -1}), Negative),
        (lambda: solve(problem(edges=Edges([0, 2], [0, 1], {"fit": [0, 1]}))), ProblemError),  # a level is missing
        (lambda: solve(problem(hubs=Hubs([0], Edges([0, 1], [0], {})))), ProblemError),
        (lambda: solve(problem(), Policy(levels=("fit",), weights={"placed": 1 << 60, "fit": 1})), TooLarge),
        (lambda: solve(problem(edges=Edges([0, 2], [0, 1], {**LEVELS, "fit": [0, 1 << 39]}))), TooLarge),
        (lambda: solve(problem(), limit=1), Unfinished),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_name(wrong: Any, fault: type[Exception]) -> None:
    with pytest.raises(fault) as refusal:
        wrong()

    assert type(refusal.value) is fault
    assert str(refusal.value)


def test_unsorted_and_repeated_edges_are_put_in_order() -> None:
    given = problem(
        edges=Edges([0, 3], [1, 0, 1], {name: [*reversed(column), column[1]] for name, column in LEVELS.items()})
    )

    assert given.edges.ptr.tolist() == [0, 2]
    assert given.edges.post.tolist() == [0, 1]
    assert {name: column.tolist() for name, column in given.edges.levels.items()} == LEVELS


def test_whole_numbered_floats_pass_and_nothing_can_be_written() -> None:
    given = problem(tree=Tree([0.0, 0.0], [0], [1.0, 1.0], [2], [2]))

    assert solve(given).post.tolist() == [0]
    for array in (given.edges.post, given.tree.post_capacity, solve(given).post, given.student_id):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1  # type: ignore[index]


@pytest.mark.parametrize("number", [0, 1, 7])
def test_the_lottery_decides_within_a_class_and_rows_do_not(number: int) -> None:
    """Six who may take the only place by their class, whatever its number: for one seed the same one in any order, for others others."""
    tree, nobody = Tree([0], [0], [1], [1], [1]), Edges([0] * 7, [], {})
    hubs = Hubs([0] * 6, Edges([0, 1], [0], {name: [0] for name in LEVELS}))
    chance, winners = np.random.default_rng(number), set()
    for seed in range(12):
        found = set()
        for _ in range(6):
            order = chance.permutation(6)
            post = solve(Problem(tree, nobody, hubs, student_id=order, class_id=[number]), Policy(lottery=seed)).post
            found.add(int(order[post == 0][0]))
        assert len(found) == 1
        winners |= found
    assert len(winners) > 3


def test_levels_of_classes_count_where_nobody_has_edges() -> None:
    """Two posts by class, the second preferred: the stable placement and the order of first come, first served know it."""
    listed = Edges([0, 2], [0, 1], {"preference": [1, 0]})
    given = problem(edges=Edges([0, 0], [], {}), hubs=Hubs([0], listed))

    assert orders(given, Policy()).choice.tolist() == [1, 0]
    assert stable(given).post.tolist() == [1]


def test_the_callers_arrays_are_left_alone() -> None:
    capacity = np.array([1, 1])
    given = problem(tree=Tree([0, 0], [0], capacity, [2], [2]))
    capacity[0] = 0

    assert given.tree.post_capacity.tolist() == [1, 1]


@pytest.mark.parametrize(("students", "posts"), [(0, 0), (0, 2), (3, 0), (3, 2)])
def test_nobody_nothing_and_no_edges(students: int, posts: int) -> None:
    tree = Tree(np.zeros(posts, int), [0], np.ones(posts, int), [5], [5])
    empty = Problem(tree, Edges(np.zeros(students + 1, int), [], {}))
    result = solve(empty)

    assert result.post.tolist() == [-1] * students
    assert certify(result, fresh=True).proved


def test_the_lottery_is_where_it_was() -> None:
    from shouwei.engine.placement.policy import lottery_number

    drawn = lottery_number(np.array([0, 1, 2]), np.array([5, 5, 5]), 2019, 20)

    assert drawn.tolist() == [238998, 128275, 470965]
