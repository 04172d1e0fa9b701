"""Against trying everything: five thousand problems per policy."""

# mypy: disable-error-code="arg-type, dict-item, misc"

import numpy as np
import pytest

from shouwei.engine.placement import (
    Policy,
    blocking_pairs,
    certify,
    fairest,
    orders,
    place_groups,
    solve,
    stable,
    variant,
)
from shouwei.engine.placement.fair import within
from shouwei.engine.placement.network import network_of

from .cases import by_hand, every_placement, every_stable, options_of, small

WEIGHTS = {"placed": 40, "local": 5, "fit": 3, "preference": 2, "commute": 1}
PROBLEMS = 5000


@pytest.mark.parametrize("lottery", [None, 7], ids=["no lottery", "lottery"])
def test_lexicographic_equals_trying_everything(lottery: int | None) -> None:
    chance, policy = np.random.default_rng(1), Policy(lottery=lottery)
    for _ in range(PROBLEMS // 2):
        problem = small(chance)
        result = solve(problem, policy)
        proof = certify(result, fresh=True)

        assert proof.proved, proof
        assert proof.level_totals == by_hand(network_of(problem, policy))


@pytest.mark.parametrize("lottery", [None, 7], ids=["no lottery", "lottery"])
def test_weighted_equals_trying_everything(lottery: int | None) -> None:
    chance, policy = np.random.default_rng(2), Policy(weights=WEIGHTS, lottery=lottery)
    for _ in range(PROBLEMS // 2):
        problem = small(chance)
        result = solve(problem, policy)
        proof = certify(result, fresh=True)
        network = network_of(problem, policy)

        assert proof.proved, proof
        assert (result.cost, result.bound) == (proof.primal, proof.bound)
        assert (result.cost,) == by_hand(network, network.weights)


def test_fairness_equals_trying_everything() -> None:
    chance, policy = np.random.default_rng(3), Policy(levels=(), lottery=None)
    for _ in range(PROBLEMS):
        problem = small(chance, plain=True)
        fair = fairest(problem, policy)
        most = {}
        for value, placed in fair.placed:
            most[value] = placed
            network = network_of(within(problem, "preference", value), policy)
            assert by_hand(network) == (problem.students - placed,)
        best = max(most.values(), default=0)
        assert fair.worst == min((value for value in most if most[value] == best), default=0)
        assert fair.result.levels["placed"] == best


def test_deferred_acceptance_is_stable_and_best_for_students() -> None:
    """Against every stable placement there is, by a definition of blocking written a second time: nobody does better in any."""
    chance, policy, several = np.random.default_rng(4), Policy(), 0
    for _ in range(PROBLEMS):
        problem = variant(small(chance), school=None, minimum=None)
        asked = orders(problem, policy)
        found = stable(problem, policy)

        assert blocking_pairs(problem, asked, found.post) == 0
        assert problem.fixed is not None
        post = found.post.copy()
        post[problem.fixed[:, 0]] = -1
        lists = np.split(asked.choice, asked.ptr[1:-1])
        place = [row.tolist().index(p) if p >= 0 else len(row) for row, p in zip(lists, post.tolist(), strict=True)]
        count, best = every_stable(problem, asked)
        assert count >= 1
        assert place == best
        several += count > 1
    assert several > 100


def test_blocking_pairs_are_none_exactly_where_a_placement_is_stable() -> None:
    """The counter against the second definition, over every placement of 300 problems."""
    chance, policy, stable_ones = np.random.default_rng(5), Policy(), 0
    for _ in range(300):
        problem = variant(small(chance, plain=True), school=None, minimum=None)
        if problem.tree.posts**problem.students > 256:
            continue
        asked = orders(problem, policy)
        without = sum(blocking_pairs(problem, asked, np.array(post)) == 0 for post in every_placement(problem))
        assert without == every_stable(problem, asked)[0]
        stable_ones += without
    assert stable_ones > 150


def test_groups_against_trying_everything() -> None:
    """One group of two: the bound is no more, the answer no less than the best placement that keeps them together."""
    chance, best_found, tried = np.random.default_rng(6), 0, 0
    policy = Policy(weights=WEIGHTS, lottery=None)
    for _ in range(400):
        problem = small(chance, plain=True)
        if problem.students < 2 or problem.tree.posts**problem.students > 256:
            continue
        answer = place_groups(problem, [[0, 1]], policy)
        costs = [
            {
                place: sum(WEIGHTS[name] * v for name, v in zip(network.columns, vector, strict=True))
                for place, vector in row
            }
            for network in [network_of(problem, policy)]
            for row in options_of(network)
        ]
        together = [p for p in every_placement(problem) if p[0] == p[1]]
        best = min(sum(row[p] for row, p in zip(costs, post, strict=True)) for post in together)
        assert answer.bound <= best <= answer.cost
        assert answer.cost == sum(row[int(p)] for row, p in zip(costs, answer.result.post, strict=True))
        tried += 1
        best_found += answer.cost == best
    assert tried > 150
    assert best_found > tried * 0.8
