"""Against trying everything: five thousand problems per policy."""

# mypy: disable-error-code="arg-type, dict-item, misc"

import numpy as np
import pytest

from shouwei.engine.placement import Policy, blocking_pairs, certify, fairest, orders, solve, stable, variant
from shouwei.engine.placement.fair import within
from shouwei.engine.placement.network import network_of

from .cases import by_hand, every_placement, small

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
    chance, policy = np.random.default_rng(4), Policy()
    checked = 0
    for number in range(PROBLEMS):
        problem = variant(small(chance), school=None, minimum=None)
        asked = orders(problem, policy)
        found = stable(problem, policy)

        assert blocking_pairs(problem, asked, found.post) == 0
        if number % 25 or problem.tree.posts**problem.students > 300:
            continue
        place = [
            {-1: len(row), **{int(p): k for k, p in enumerate(row)}} for row in np.split(asked.choice, asked.ptr[1:-1])
        ]
        free = np.setdiff1d(np.arange(problem.students), problem.fixed[:, 0] if problem.fixed is not None else [])
        for other in every_placement(problem):
            if blocking_pairs(problem, asked, np.array(other)) == 0:
                checked += 1
                assert all(place[s][int(found.post[s])] <= place[s][other[s]] for s in free)
    assert checked > 50
