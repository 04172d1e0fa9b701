"""The checkers: ten deliberate wrongs, ten caught; weights that do not act lexicographically; known answers."""

# mypy: disable-error-code="arg-type, dict-item, misc"

import sys
from collections.abc import Callable
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
    place_groups,
    reoptimise,
    solve,
    solve_by_ortools,
    variant,
)
from shouwei.engine.placement.basis import costs_on, first_basis, lexicographic
from shouwei.engine.placement.faults import NotInstalled, ProblemError
from shouwei.engine.placement.network import network_of
from shouwei.engine.placement.oracle import flow_cost
from shouwei.engine.placement.policy import weights_for

from .cases import by_hand, middling, small

WEIGHTS = {"placed": 4000, "local": 900, "fit": 300, "preference": 40, "commute": 1}


@pytest.fixture(scope="module")
def proved() -> Result:
    return solve(middling(np.random.default_rng(5), 300))


def dropped(r: Result) -> Result:
    post = r.post.copy()
    post[np.argmax(post >= 0)] = -1
    return replace(r, post=post)


def swapped(r: Result) -> Result:
    """Two students exchange their posts."""
    post = r.post.copy()
    allowed = [set(_posts(r.problem, s)) for s in range(r.problem.students)]
    for a in np.flatnonzero(post >= 0):
        for b in np.flatnonzero(post >= 0):
            if post[a] != post[b] and post[b] in allowed[a] and post[a] in allowed[b]:
                post[a], post[b] = post[b], post[a]
                return replace(r, post=post)
    raise AssertionError


def _posts(problem: Problem, s: int) -> list[int]:
    own = problem.edges.post[problem.edges.ptr[s] : problem.edges.ptr[s + 1]].tolist()
    assert problem.hubs is not None
    k = problem.hubs.student_class[s]
    ptr = problem.hubs.lists.ptr
    return [*own, *(problem.hubs.lists.post[ptr[k] : ptr[k + 1]].tolist() if k >= 0 else [])]


def foreign(r: Result) -> Result:
    post = r.post.copy()
    s = int(np.argmax(post >= 0))
    post[s] = next(p for p in range(r.problem.tree.posts) if p not in _posts(r.problem, s))
    return replace(r, post=post)


def crowded(r: Result) -> Result:
    """One post full, one more sent there."""
    post = r.post.copy()
    held = np.bincount(post[post >= 0], minlength=r.problem.tree.posts)
    for s in np.flatnonzero(post < 0):
        for p in _posts(r.problem, s):
            if held[p] == r.problem.tree.post_capacity[p]:
                post[s] = p
                return replace(r, post=post)
    raise AssertionError


def ignored_cap(r: Result) -> Result:
    """Solved with the limits of employers left out."""
    tree = replace(r.problem.tree, employer_capacity=np.full(r.problem.tree.employers, 10**6))
    return replace(solve(variant(r.problem, tree=tree), r.policy), problem=r.problem, network=r.network)


def _priced(r: Result, name: str, by: int | None) -> Result:
    """The highest price changed by ``by``, or forgotten."""
    prices = getattr(r.prices, name).copy()
    at = int(np.argmax(np.where(getattr(r.problem.tree, f"{name}_capacity") > 0, prices, 0)))
    assert prices[at] > 0
    prices[at] = 0 if by is None else prices[at] + by
    by_level = r.prices.by_level.copy()
    row = {"post": 0, "employer": r.problem.tree.posts}[name] + at
    by_level[row] = 0 if by is None else by_level[row] + by
    return replace(r, prices=replace(r.prices, **{name: prices, "by_level": by_level}))


WRONGS: dict[str, Callable[[Result], Result]] = {
    "one student dropped": dropped,
    "two students swapped": swapped,
    "a post not on the list": foreign,
    "a post too full": crowded,
    "employers' limits ignored": ignored_cap,
    "a post's price raised": lambda r: _priced(r, "post", 1),
    "a post's price forgotten": lambda r: _priced(r, "post", None),
    "an employer's price raised": lambda r: _priced(r, "employer", 1),
    "a post that does not exist": lambda r: replace(r, post=np.where(r.post == r.post.max(), 10**6, r.post)),
    "a student missing": lambda r: replace(r, post=r.post[:-1]),
}


def test_the_right_answer_passes(proved: Result) -> None:
    proof = certify(proved, fresh=True)

    assert (proof.proved, proof.optimal, proof.gap, proof.breaches) == (True, True, 0, ())


@pytest.mark.parametrize("wrong", WRONGS)
def test_deliberate_wrongs_are_caught_by_both(proved: Result, wrong: str) -> None:
    answer = WRONGS[wrong](proved)
    proof = certify(answer, fresh=True)

    assert not proof.proved
    assert not proof.optimal
    assert not proof.lexicographic


def test_a_negative_price_proves_nothing(proved: Result) -> None:
    post = proved.prices.post.copy()
    post[0] = -1

    assert certify(replace(proved, prices=replace(proved.prices, post=post))).breaches == (
        "the price of place 0 is negative",
    )


def test_weights_that_only_seemed_large_are_refuted_and_the_answer_is_repaired(monkeypatch: pytest.MonkeyPatch) -> None:
    """With equal weights of all levels the weighted optimum is another one; the answer is still lexicographic, and says so."""
    from shouwei.engine.placement import network

    monkeypatch.setattr(
        network, "weights_for", lambda policy, ranges: {**weights_for(policy, ranges), **dict.fromkeys(ranges, 1)}
    )
    chance, repaired = np.random.default_rng(6), 0
    for _ in range(300):
        problem, policy = small(chance), Policy(lottery=None)
        result = solve(problem, policy)
        proof = certify(result)

        assert proof.proved
        assert proof.level_totals == by_hand(network_of(problem, policy))
        repaired += result.status == "lexicographic"
    assert repaired > 30


def test_the_repair_needs_no_weights_at_all() -> None:
    chance, policy = np.random.default_rng(7), Policy(lottery=None)
    for _ in range(100):
        net = network_of(small(chance), policy)
        basis = first_basis(net, costs_on(net))
        lexicographic(net, basis, 1 << 40)
        edge = [
            int(sum(column[basis.cur[basis.cur >= 0]])) if column is not None else 0
            for column, _, _ in net.columns.values()
        ]
        out = [int(sum(column[basis.cur < 0])) if column is not None else 0 for _, column, _ in net.columns.values()]
        arc = [int(column @ basis.arc_flow) if column is not None else 0 for _, _, column in net.columns.values()]

        assert tuple(map(sum, zip(edge, out, arc, strict=True))) == by_hand(net)


def test_or_tools_agrees_on_sixty_middling_problems() -> None:
    chance = np.random.default_rng(8)
    for number in range(60):
        problem = middling(chance, int(chance.integers(100, 600)))
        policy = Policy(weights=WEIGHTS, lottery=None) if number % 2 else Policy(lottery=None)
        result = solve(problem, policy)

        assert result.cost == flow_cost(result.network)
        assert certify(result, fresh=True).proved


@pytest.mark.parametrize("lottery", [None, 3], ids=["no lottery", "lottery"])
def test_the_fall_back_gives_a_result_like_any_other(lottery: int | None) -> None:
    """OR-Tools' flow, and prices found afterwards: proved by the checker on a network built anew, explained, changed again."""
    chance, policy = np.random.default_rng(9), Policy(weights=WEIGHTS, lottery=lottery)
    for number in range(150):
        problem = middling(chance, 120) if number % 10 == 0 else small(chance)
        own, other = solve(problem, policy), solve_by_ortools(problem, policy)
        proof = certify(other, fresh=True)

        assert (proof.proved, proof.primal, other.bound) == (True, own.cost, own.cost)
        assert other.levels["placed"] == int((other.post >= 0).sum())
        if lottery is not None:  # one answer only
            assert other.post.tolist() == own.post.tolist()
        reasons = [[explain(result, 0, p) for p in range(problem.tree.posts)] for result in (own, other)]
        if lottery is not None:
            assert [r.least_loss for r in reasons[0]] == [r.least_loss for r in reasons[1]]
        assert certify(reoptimise(other, problem, keep_bonus=1), fresh=True).proved


def test_the_fall_back_refuses_what_it_cannot_do(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = small(np.random.default_rng(9))
    with pytest.raises(ProblemError, match="give the policy weights"):
        solve_by_ortools(problem, Policy())
    monkeypatch.setitem(sys.modules, "ortools.graph.python.min_cost_flow", None)
    with pytest.raises(NotInstalled, match=r"^ortools is not installed: pip install shouwei\[ortools\]$"):
        solve_by_ortools(problem, Policy(weights=WEIGHTS))


def _matrix(costs: list[list[int]], supply: list[int], demand: list[int]) -> tuple[Problem, Policy]:
    rows = np.repeat(np.arange(len(supply)), supply)
    posts = len(demand)
    edges = Edges(
        np.arange(len(rows) + 1) * posts, np.tile(np.arange(posts), len(rows)), {"cost": np.array(costs)[rows].ravel()}
    )
    tree = Tree(np.arange(posts), np.zeros(posts, int), demand, demand, [sum(demand)])
    return Problem(tree, edges), Policy(levels=("cost",), weights={"placed": 10**6, "cost": 1}, lottery=None)


@pytest.mark.parametrize(
    ("costs", "supply", "demand", "answer"),
    [
        # Winston, Operations Research, section 7.1: Powerco
        ([[8, 6, 10, 9], [9, 12, 13, 7], [14, 9, 16, 5]], [35, 50, 40], [45, 20, 30, 30], 1020),
        # Hillier and Lieberman, Introduction to Operations Research, section 8.1: P & T Company
        ([[464, 513, 654, 867], [352, 416, 690, 791], [995, 682, 388, 685]], [75, 125, 100], [80, 65, 70, 85], 152_535),
        # an assignment problem widely used for the Hungarian method
        ([[82, 83, 69, 92], [77, 37, 49, 92], [11, 69, 5, 86], [8, 9, 98, 23]], [1] * 4, [1] * 4, 140),
    ],
    ids=["Powerco", "P & T", "Hungarian"],
)
def test_published_instances(costs: list[list[int]], supply: list[int], demand: list[int], answer: int) -> None:
    result = solve(*_matrix(costs, supply, demand))

    assert (result.cost, certify(result, fresh=True).proved) == (answer, True)


def test_groups_stay_together_and_the_gap_is_stated() -> None:
    chance = np.random.default_rng(11)
    gaps = []
    for _ in range(40):
        problem = middling(chance, 120)
        groups = [[0, 1, 2], [3, 4], [5, 6]]
        answer = place_groups(problem, groups, Policy(weights=WEIGHTS, lottery=None))

        assert all(
            set(answer.result.post[group].tolist()) == {post}
            for group, post in zip(groups, answer.post_of, strict=True)
        )
        assert certify(answer.result, fresh=True).proved
        gaps.append(answer.gap)
    assert min(gaps) >= 0
