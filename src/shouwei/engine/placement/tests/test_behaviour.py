"""What must stay true when a problem is changed in a known way, and what the other verbs promise."""

# mypy: disable-error-code="arg-type, dict-item, misc"

import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from shouwei.engine.placement import (
    Edges,
    Policy,
    Problem,
    Result,
    Tree,
    certify,
    compare,
    explain,
    fairest,
    first_come,
    front,
    orders,
    reoptimise,
    solve,
    stable,
    variant,
    worth_of_places,
)
from shouwei.engine.placement.explain import cost_of

from .cases import middling, small

WEIGHTS = {"placed": 4000, "local": 900, "fit": 300, "preference": 40, "commute": 1}
WEIGHTED = Policy(weights=WEIGHTS, lottery=3)


@pytest.fixture(params=range(5), ids=lambda seed: f"seed {seed}")
def problem(request: pytest.FixtureRequest) -> Problem:
    return middling(np.random.default_rng(request.param), 250)


def vector(result: Result) -> tuple[int, ...]:
    return tuple(certify(result).level_totals)


def test_the_same_problem_gives_the_same_bytes(problem: Problem) -> None:
    assert solve(problem).fingerprint() == solve(problem).fingerprint()


def test_shuffled_rows_give_the_same_answer(problem: Problem) -> None:
    chance = np.random.default_rng(9)
    order = chance.permutation(problem.students)
    ptr, sizes = problem.edges.ptr, np.diff(problem.edges.ptr)
    at = np.concatenate([np.arange(ptr[s], ptr[s + 1]) for s in order])
    edges = Edges(
        np.concatenate([[0], np.cumsum(sizes[order])]),
        problem.edges.post[at],
        {k: v[at] for k, v in problem.edges.levels.items()},
    )
    assert problem.hubs is not None
    hubs = replace(
        problem.hubs,
        student_class=problem.hubs.student_class[order],
        student_levels={k: v[order] for k, v in problem.hubs.student_levels.items()},
    )
    shuffled = variant(problem, edges=edges, hubs=hubs, student_id=order)

    assert solve(shuffled).post.tolist() == solve(problem).post[order].tolist()


def test_more_room_is_never_worse(problem: Problem) -> None:
    tree = replace(problem.tree, employer_capacity=problem.tree.employer_capacity + 1)

    assert vector(solve(variant(problem, tree=tree))) <= vector(solve(problem))


def test_a_post_in_two_halves_is_worth_the_same(problem: Problem) -> None:
    half = problem.tree.post_capacity // 2
    tree = replace(
        problem.tree,
        employer_of=np.concatenate([problem.tree.employer_of, problem.tree.employer_of]),
        post_capacity=np.concatenate([half, problem.tree.post_capacity - half]),
    )

    def doubled(edges: Edges) -> Edges:
        row = np.repeat(np.arange(len(edges.ptr) - 1), np.diff(edges.ptr))
        order = np.argsort(np.concatenate([row, row]), kind="stable")
        post = np.concatenate([edges.post, edges.post + problem.tree.posts])[order]
        return Edges(edges.ptr * 2, post, {k: np.concatenate([v, v])[order] for k, v in edges.levels.items()})

    assert problem.hubs is not None
    twice = variant(
        problem,
        tree=tree,
        edges=doubled(problem.edges),
        post_id=None,
        hubs=replace(problem.hubs, lists=doubled(problem.hubs.lists)),
    )
    policy = Policy(lottery=None)

    assert vector(solve(twice, policy)) == vector(solve(problem, policy))


def test_scaled_weights_give_the_same_answer(problem: Problem) -> None:
    scaled = replace(WEIGHTED, weights={k: 7 * w for k, w in WEIGHTS.items()})

    assert solve(problem, scaled).post.tolist() == solve(problem, WEIGHTED).post.tolist()


def test_blocking_what_nobody_uses_changes_nothing(problem: Problem) -> None:
    answer = solve(problem)
    row = np.repeat(np.arange(problem.students), np.diff(problem.edges.ptr))
    unused = np.flatnonzero(answer.post[row] != problem.edges.post)[::17]
    pairs = np.stack([row[unused], problem.edges.post[unused]], axis=1)
    policy = Policy(lottery=None)

    assert vector(solve(variant(problem, blocked=pairs), policy)) == vector(solve(problem, policy))


def test_reasons_are_exact() -> None:
    """Against fixing the student there and solving again."""
    chance, asked = np.random.default_rng(5), 0
    for _ in range(150):
        problem = variant(small(chance), school=None, minimum=None)
        result = solve(problem, WEIGHTED)
        for s in range(problem.students):
            for p in range(problem.tree.posts):
                reason = explain(result, s, p)
                if reason.kind in ("tie", "displaces"):
                    asked += 1
                    assert problem.fixed is not None
                    forced = solve(variant(problem, fixed=np.concatenate([problem.fixed, [[s, p]]])), WEIGHTED)
                    assert reason.least_loss == forced.cost + cost_of(result, s, p) - result.cost
                    assert 0 <= reason.price_loss <= reason.least_loss
                else:
                    assert reason.kind == "here" or reason.failed
    assert asked > 100


def test_reasons_name_level_witness_and_chain() -> None:
    """Two students, one place; the other has nowhere to go."""
    tree = Tree([0], [0], [1], [5], [5])
    edges = Edges([0, 1, 2], [0, 0], {"rank": [0, 1]})
    result = solve(Problem(tree, edges), Policy(levels=("rank",), weights={"placed": 10, "rank": 1}, lottery=None))
    reason = explain(result, 1, 0)

    assert (reason.kind, reason.binding, reason.least_loss) == ("displaces", (("post", 0, 10),), 1)
    assert (reason.witness, reason.chain) == (0, ((0, 0, -1),))


@pytest.mark.parametrize("bonus", [0, 3, 500])
def test_warm_and_cold_agree_and_few_move(bonus: int) -> None:
    chance = np.random.default_rng(12)
    for _ in range(60):
        problem = small(chance, plain=True)
        before = solve(problem, WEIGHTED)
        capacity = np.maximum(problem.tree.post_capacity + chance.integers(-2, 2, problem.tree.posts), 0)
        changed = variant(problem, tree=replace(problem.tree, post_capacity=capacity))
        warm, cold = (
            reoptimise(before, changed, keep_bonus=bonus),
            reoptimise(before, changed, keep_bonus=bonus, warm=False),
        )

        assert certify(warm, fresh=False).proved
        assert warm.cost == cold.cost
        assert warm.levels["moved"] == int(((before.post >= 0) & (before.post != warm.post)).sum())


def test_a_bonus_moves_fewer(problem: Problem) -> None:
    before = solve(problem)
    fewer = np.maximum(problem.tree.employer_capacity - 5, 0)
    changed = variant(problem, tree=replace(problem.tree, employer_capacity=fewer))
    moved = [reoptimise(before, changed, keep_bonus=bonus).levels["moved"] for bonus in (0, 64, 1 << 16)]

    assert moved == sorted(moved, reverse=True)
    assert moved[0] > moved[-1]


def test_unreachable_minimums_are_named() -> None:
    tree = Tree([0], [0], [1], [1], [1])
    edges = Edges([0, 1, 2], [0, 0], {})
    result = solve(Problem(tree, edges, school=[0, 1], minimum=[1, 1]), Policy(levels=()))

    assert (result.levels["placed"], result.levels["minimum"], len(result.short)) == (1, 1, 1)
    assert certify(result, fresh=True).proved


def test_a_minimum_outweighs_levels_below_it() -> None:
    """One place: the student of the school that must place one gets it, though the other prefers it."""
    edges = Edges([0, 1, 2], [0, 0], {"rank": [0, 3]})
    problem = Problem(Tree([0], [0], [1], [1], [1]), edges, school=[0, 1], minimum=[0, 1])

    assert solve(problem, Policy(levels=("rank",))).post.tolist() == [-1, 0]
    assert solve(variant(problem, school=None, minimum=None), Policy(levels=("rank",))).post.tolist() == [0, -1]


def test_policies_side_by_side_and_the_value_of_places(problem: Problem) -> None:
    policy = Policy()
    optimum, asked = solve(problem, policy), orders(problem, policy)
    posts = {"first": first_come(problem, asked).post, "stable": stable(problem, policy).post, "optimal": optimum.post}
    rows = {row.name: row for row in compare(problem, posts, asked, former=optimum.post)}

    assert rows["optimal"].placed == optimum.levels["placed"] >= rows["stable"].placed
    assert {name: rows["optimal"].levels[name] for name in policy.levels} == {
        n: optimum.levels[n] for n in policy.levels
    }
    assert (rows["stable"].blocking, rows["optimal"].moved) == (0, 0)
    for worth in worth_of_places(optimum, most=3, more=1):
        assert worth.placements in (0, 1)
        assert worth.price > 0


def test_the_front_runs_from_one_level_to_the_other(problem: Problem) -> None:
    rows = front(problem, Policy(lottery=None), "local", "preference", steps=4)

    assert [row["local"] for row in rows] == sorted((row["local"] for row in rows), reverse=True)
    assert [row["preference"] for row in rows] == sorted(row["preference"] for row in rows)
    assert len({row["placed"] for row in rows}) == 1
    points = [(row["local"], row["preference"]) for row in rows]
    assert not [1 for a in points for b in points if a != b and a[0] <= b[0] and a[1] <= b[1]]
    assert points[0][1] == solve(problem, Policy(levels=("preference",))).levels["preference"]
    assert points[-1][0] == solve(problem, Policy(levels=("local",))).levels["local"]


def test_fairness_has_its_price(problem: Problem) -> None:
    strict = fairest(problem, worst=0)

    assert strict.result.levels["placed"] == dict(strict.placed)[0] <= max(placed for _, placed in strict.placed)


def _run(code: str, **environment: str) -> str:
    path = os.pathsep.join(p for p in sys.path if p)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_it_loads_neither_django_nor_any_floor() -> None:
    code = "import sys, shouwei.engine.placement; print(*sorted(m for m in sys.modules if m.split('.')[0] in ('django', 'ortools') or m.startswith('shouwei.')), sep='\\n')"
    loaded: list[Any] = _run(code).split()

    assert [name for name in loaded if not name.startswith("shouwei.engine")] == []


def test_within_bounds_everywhere(tmp_path: Any) -> None:
    """Once under numba's bounds checking, on middling and small problems, cold and warm."""
    code = """
import numpy as np
from shouwei.engine.placement import *
from shouwei.engine.placement.tests.cases import middling, small
from shouwei.engine.placement.tests.test_reoptimise import changed
chance = np.random.default_rng(1)
for problem in [middling(chance, 300), *(small(chance) for _ in range(30)), *(small(chance, plain=True) for _ in range(30))]:
    result = solve(problem)
    assert certify(result, fresh=True).proved
    assert certify(reoptimise(result, problem, keep_bonus=2)).proved
    if not len(problem.fixed):
        assert certify(reoptimise(result, changed(chance, problem), keep_bonus=2), fresh=True).proved
    if problem.minimum is None:
        assert blocking_pairs(problem, orders(problem, Policy()), stable(problem).post) == 0
    explain(result, 0, 0)
print("fine")
"""
    assert _run(code, NUMBA_BOUNDSCHECK="1", NUMBA_CACHE_DIR=str(tmp_path)) == "fine\n"
