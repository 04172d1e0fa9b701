"""Goals out of reach: how near, what blocks, what a step brings."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined"

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shouwei.engine.quotas import Effort, Stages, Targets, blocking, check, formulate, invented, plan, why_unreachable
from shouwei.engine.quotas.blocking import PREFIX, SHORTFALL
from shouwei.engine.quotas.faults import NoSuch
from shouwei.engine.quotas.highs import highs
from shouwei.engine.quotas.tests.tiny import tiny
from shouwei.engine.quotas.unreachable import relaxed_by_a_step

EXACT = Effort(gap=0)


def possible(data, targets, goals, lifted) -> bool:
    """Asked of whole plans, without any of the filter."""
    model = formulate(data, targets, "explain")
    for goal in goals:
        model = model.upper_set(SHORTFALL[goal], 0.0)
    others = [
        name for goal, prefix in PREFIX.items() if goal not in goals for name in model.limits if name.startswith(prefix)
    ]
    return highs(model.without([*lifted, *others]), np.zeros(len(model.lower)), EXACT).status != "infeasible"


@pytest.mark.parametrize("seed", range(8))
def test_the_blocking_set_is_minimal(seed):
    """Alone, with everything else lifted, it blocks; without any one of its limits it does not."""
    data = invented(2, 5, 3, seed=seed, industries=2, clusters=2, workshops=2, share_open=0.5)
    targets = Targets(4.0)

    found = blocking(data, targets, goals=("growth",), effort=EXACT)

    everything = set(formulate(data, targets, "explain").limits)
    assert (found.by, found.proved) == ("linear relaxation", True)
    assert not possible(data, targets, ("growth",), everything - set(found.limits))
    for name in found.limits:
        kept = set(found.limits) - {name}
        relaxed = (
            formulate(data, targets, "explain").upper_set("growth_missing", 0.0).without(everything - kept).relaxed()
        )
        assert highs(relaxed, np.zeros(len(relaxed.lower)), EXACT).status != "infeasible"


def test_where_only_whole_classes_make_it_impossible():
    """Teachers for one class and two thirds: five students would fit into parts of classes, but not into one class of four."""
    nothing = np.zeros((2, 2), int)
    data, _ = tiny(0, class_least=2, class_most=4, class_hours=[3, 3], teacher_hours=[[5]], hires_most=[[[0, 0]]], applicants=nothing + 8, begun_classes=nothing, begun_students=nothing, budget=[99, 99], workshop=[-1, -1], base_intake=5)  # fmt: skip
    targets = Targets(1.0)

    found = blocking(data, targets, goals=("growth",), effort=EXACT)

    assert (found.by, found.proved) == ("whole plans", True)
    assert found.limits == ("new teachers of school", "teachers of school", "growth")
    everything = set(formulate(data, targets, "explain").limits)
    assert not possible(data, targets, ("growth",), everything - set(found.limits))
    for name in found.limits:
        assert possible(data, targets, ("growth",), (everything - set(found.limits)) | {name})


def test_blocking_sets_of_tiny_groups_block():
    """60 instances, all goals at once."""
    kinds = set()
    goals = ("growth", "coverage", "demand", "adults")
    for seed in range(60):
        data, targets = tiny(seed)
        found = blocking(data, targets, goals=goals, effort=EXACT)
        kinds.add(found.by)
        lifted = set(formulate(data, targets, "explain").limits) - set(found.limits)
        assert possible(data, targets, goals, () if found.by == "none" else lifted) == (found.by == "none"), seed
    assert kinds >= {"none", "linear relaxation"}


def test_price_of_each_limit():
    data = invented(2, 5, 3, seed=1, industries=2, clusters=2, workshops=2, share_open=0.5)

    found = why_unreachable(data, Targets(4.0), goals=("growth",), effort=EXACT)

    assert found is not None
    assert (found.measure, found.missing) == ("growth", found.bound)
    assert check(found.best) == ()
    assert found.best.growth < 4.0
    assert [price.limit for price in found.prices] == list(found.blocking.limits)
    assert all(price.gain >= 0 and price.before == found.missing for price in found.prices)
    assert {price.limit: price.gain for price in found.prices}["growth"] == 50
    assert found.hints
    assert set(found.hints) <= set(formulate(data, Targets(4.0), "explain").limits)


def test_a_step_of_every_limit_helps_or_leaves(group):
    targets = Targets(2.5, adult_least=[[90, 90, 90]] * 3)
    before = plan(group, targets, aim=Stages(("growth", "adults")), effort=EXACT)

    for name in formulate(group, targets, "explain").limits:
        data, wanted, words = relaxed_by_a_step(group, targets, name)
        after = plan(data, wanted, aim=Stages(("growth", "adults")), effort=EXACT, start=before)
        assert [one.value for one in after.reached] <= [one.value for one in before.reached], name
        assert words
    with pytest.raises(NoSuch):
        relaxed_by_a_step(group, targets, "the weather")


def test_reachable_goals_are_blocked_by_nothing(group):
    modest = replace(group, demand=np.zeros_like(group.demand))

    assert why_unreachable(modest, Targets(1.0), goals=("growth", "demand"), effort=EXACT) is None
    assert blocking(modest, Targets(1.0), goals=("growth", "demand")).limits == ()
