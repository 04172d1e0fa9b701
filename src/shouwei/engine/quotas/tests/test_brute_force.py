"""Against every plan there is: five thousand problems per aim."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined"

from __future__ import annotations

import numpy as np
import pytest

from shouwei.engine.quotas import MEASURES, Effort, Impossible, Stages, Targets, Weights, check, plan, why_unreachable
from shouwei.engine.quotas.tests.tiny import best, every_plan, tiny

EXACT = Effort(gap=0)
PROBLEMS = 5000
WEIGHTS = Weights({"growth": 50, "coverage": 200, "demand": 20, "adults": 7, "disruption": 1, "hires": 3, "cost": 0.5})


def test_a_weighted_plan_is_the_best_of_all():
    """Those without any plan are refused, never answered."""
    none = 0
    for seed in range(PROBLEMS):
        data, targets = tiny(seed)
        every = every_plan(data, targets)
        form = ("tight", "naive", "explain")[seed % 3]
        if not len(every["cost"]):
            none += 1
            with pytest.raises(Impossible):
                plan(data, targets, aim=WEIGHTS, effort=EXACT, formulation=form)
            continue
        found = plan(data, targets, aim=WEIGHTS, effort=EXACT, formulation=form)
        least = min(sum(WEIGHTS.of[name] * every[name] for name in WEIGHTS.of))
        assert (check(found), found.reached[0].value) == ((), pytest.approx(least)), seed
        assert found.reached[0].bound == pytest.approx(least), seed
    assert PROBLEMS // 100 < none < PROBLEMS // 2


def test_stages_in_any_order_are_the_lexicographic_best():
    """Four of the seven measures in a random order."""
    solved = 0
    for seed in range(PROBLEMS, 2 * PROBLEMS):
        data, targets = tiny(seed)
        every = every_plan(data, targets)
        if len(every["cost"]):
            order = tuple(np.random.default_rng(seed).permutation(MEASURES)[:4].tolist())
            found = plan(data, targets, aim=Stages(order), effort=EXACT)
            assert (check(found), [one.value for one in found.reached]) == ((), best(every, order)), seed
            assert [one.bound for one in found.reached] == best(every, order)
            solved += 1
    assert solved > PROBLEMS // 2


def test_the_unreachable_is_told_apart_from_the_reachable():
    """30 instances: None exactly where some plan reaches the goal; else the shortfall is the least there is."""
    answers = set()
    for seed in range(2000, 2030):
        data, targets = tiny(seed, budget=[60, 60])
        every = every_plan(data, targets)
        if not len(every["cost"]):
            continue
        found = why_unreachable(data, targets, goals=("growth",), effort=EXACT)
        answers.add(found is None)
        assert (0 if found is None else found.missing) == best(every, ("growth",))[0], seed
        assert found is None or (found.blocking.proved and found.blocking.limits)
    assert answers == {True, False}


def test_no_targets_at_all_leave_everything_as_it_is():
    data, _ = tiny(3, applicants=[[9, 9], [9, 9]], begun_classes=[[1, 1], [1, 1]], begun_students=[[2, 2], [2, 2]], demand=np.zeros((2, 2)), serves=np.ones((2, 2)), teacher_hours=[[40]], workshop_room=[[[99, 99]]], budget=[99, 99])  # fmt: skip

    found = plan(data, Targets(0.0), aim=Stages(("growth", "coverage", "demand", "disruption")), effort=EXACT)

    assert found.classes.tolist() == [[1, 1], [1, 1]]
    assert found.measures["disruption"] == 0
    assert (found.opened.sum(), found.closed.sum(), found.gap, found.status) == (0, 0, 0.0, "optimal")
