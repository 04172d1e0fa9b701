"""After a change: warm equals cold, proved by a network built afresh, again and again on its own answers."""

# mypy: disable-error-code="arg-type, dict-item, misc"

from dataclasses import replace

import numpy as np
import pytest

from shouwei.engine.placement import (
    Edges,
    Policy,
    Problem,
    Result,
    Tree,
    certify,
    explain,
    kernel,
    reoptimise,
    solve,
    variant,
)
from shouwei.engine.placement.faults import Contradiction, NotIndices

from .cases import SPANS, middling, small

WEIGHTS = {"placed": 4000, "local": 900, "fit": 300, "preference": 40, "commute": 1}
POLICIES = [
    Policy(weights=WEIGHTS, lottery=None),
    Policy(weights=WEIGHTS, lottery=5),
    Policy(),
    Policy(lottery=None),
]


def changed(chance: np.random.Generator, problem: Problem) -> Problem:
    """Capacities on every level shrink and grow, employers withdraw and return, edges vanish, appear and change their rank."""

    def about(capacity: np.ndarray, most: int) -> np.ndarray:
        steps = chance.integers(-most, most + 1, len(capacity)) * (chance.random(len(capacity)) < 0.3)
        return np.asarray(np.maximum(capacity.astype(np.int64) + steps, 0))

    tree, edges, n = problem.tree, problem.edges, problem.students
    employers = about(tree.employer_capacity, 3)
    employers[chance.random(len(employers)) < 0.1] = 0
    tree = replace(
        tree, post_capacity=about(tree.post_capacity, 2), employer_capacity=employers, park_capacity=about(tree.park_capacity, 4)
    )  # fmt: skip
    row = np.repeat(np.arange(n), np.diff(edges.ptr))
    kept = chance.random(len(row)) > 0.08
    count = int(chance.integers(0, 3 + n // 20))
    fresh = np.stack([chance.integers(0, n, count), chance.integers(0, tree.posts, count)], axis=1)
    pairs = np.concatenate([np.stack([row, edges.post], axis=1)[kept], fresh])
    columns = {}
    for name, span in SPANS.items():
        column = edges.levels[name].astype(np.int64)
        again = chance.random(len(column)) < (0.1 if name == "preference" else 0)
        column = np.where(again, chance.integers(0, span, len(column)), column)[kept]
        columns[name] = np.concatenate([column, chance.integers(0, span, count)])
    _, first = np.unique(pairs, axis=0, return_index=True)
    pairs, columns = pairs[first], {name: column[first] for name, column in columns.items()}
    ptr = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=n))])
    return variant(problem, tree=tree, edges=Edges(ptr, pairs[:, 1], columns))


def moved(before: Result, after: Result) -> int:
    return int(((before.post >= 0) & (before.post != after.post)).sum())


@pytest.mark.parametrize("plain", [True, False], ids=["edges", "classes, minimums, blocked, bound, fixed"])
def test_twelve_hundred_changes_equal_solving_afresh(plain: bool) -> None:
    """Small and middling, each changed three times over its own last answer."""
    chance, checked = np.random.default_rng(21), 0
    for number in range(420):
        problem = middling(chance, int(chance.integers(20, 100))) if number % 8 == 0 else small(chance, plain=plain)
        problem = variant(problem, hubs=None, class_id=None) if plain else problem
        before = solve(problem, POLICIES[number % 4])
        for _ in range(3):
            try:
                problem = changed(chance, problem)
            except Contradiction:  # a fixed student's post is gone: no problem any more
                break
            bonus = [None, 0, 3, 50, 500][int(chance.integers(5))]
            cold = reoptimise(before, problem, keep_bonus=bonus, warm=False)
            warm = reoptimise(before, problem, keep_bonus=bonus)
            proof = certify(warm, fresh=True)

            assert warm.prices.levels == ()  # found near the former answer, not afresh
            assert (proof.proved, proof.primal, proof.bound) == (True, warm.cost, warm.bound)
            assert warm.cost == cold.cost
            assert warm.levels["moved"] == moved(before, warm)
            assert reoptimise(before, problem, keep_bonus=bonus).fingerprint() == warm.fingerprint()
            before, checked = warm, checked + 1
    assert checked > (1200 if plain else 1000)


def test_a_city_loses_an_employer_and_few_move() -> None:
    chance = np.random.default_rng(22)
    problem = middling(chance, 400)
    before = solve(problem, POLICIES[0])
    tree = problem.tree
    there = np.bincount(tree.employer_of[before.post[before.post >= 0]], minlength=tree.employers)
    gone = int(np.argmax(there))
    capacity = tree.employer_capacity.copy()
    capacity[gone] = 0
    after = variant(problem, tree=replace(tree, employer_capacity=capacity))
    warm, cold = reoptimise(before, after, keep_bonus=1000), solve(after, POLICIES[0])

    assert there[gone] <= moved(before, warm) < moved(before, cold)
    assert certify(warm, fresh=True).proved
    back = reoptimise(warm, problem, keep_bonus=0)  # the employer is there again
    plain = solve(problem, POLICIES[0])
    assert {name: back.levels[name] for name in plain.levels} == plain.levels


def test_new_posts_come_after_the_old_ones() -> None:
    problem = Problem(Tree([0], [0], [1], [9], [9]), Edges([0, 1, 2], [0, 0], {"rank": [0, 1]}))
    policy = Policy(levels=("rank",), weights={"placed": 10, "rank": 1}, lottery=None)
    before = solve(problem, policy)
    tree = Tree([0, 0], [0], [1, 1], [9], [9])
    wider = Problem(tree, Edges([0, 1, 3], [0, 0, 1], {"rank": [0, 1, 2]}))
    after = reoptimise(before, wider)

    assert (before.post.tolist(), after.post.tolist()) == ([0, -1], [0, 1])
    assert (after.levels["moved"], after.status, certify(after, fresh=True).proved) == (0, "optimal", True)
    assert explain(after, 1, 0).kind == "displaces"
    with pytest.raises(NotIndices, match="2 posts were there, 1 are left: close, not remove"):
        reoptimise(after, problem)
    with pytest.raises(NotIndices, match="2 students were placed, 1 are asked"):
        reoptimise(after, Problem(tree, Edges([0, 1], [0], {"rank": [0]})))


def test_too_much_changed_is_solved_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    from shouwei.engine.placement import ways

    problem = middling(np.random.default_rng(23), 60)
    before = solve(problem, POLICIES[0])
    after = variant(problem, tree=replace(problem.tree, employer_capacity=problem.tree.employer_capacity // 2))
    monkeypatch.setattr(ways, "send_all", lambda *_: kernel.OUT_OF_STEPS)
    answer = reoptimise(before, after, keep_bonus=50)

    assert answer.prices.levels[-1] == "moved"
    assert certify(answer, fresh=True).proved
