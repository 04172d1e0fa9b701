"""What cannot be used is refused by name."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, dict-item, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined"

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from shouwei.engine.quotas import (
    Effort,
    Impossible,
    Stages,
    Targets,
    Weights,
    compare,
    frontier,
    invented,
    plan,
    why_unreachable,
)
from shouwei.engine.quotas.faults import (
    BadParameter,
    DataError,
    Negative,
    NoSuch,
    NotWhole,
    TooLarge,
    Twice,
    WrongShape,
)
from shouwei.engine.quotas.formulation import formulate


@pytest.mark.parametrize(
    ("error", "changes", "says"),
    [
        (NotWhole, {"applicants": 0.5}, "applicants[0, 0] is not a whole number"),
        (NotWhole, {"applicants": np.nan}, "applicants[0, 0] is not a finite number"),
        (NotWhole, {"applicants": np.inf}, "applicants[0, 0] is not a finite number"),
        (Negative, {"applicants": -1}, "applicants[0, 0] is -1, the least is 0"),
        (TooLarge, {"applicants": 10**12}, "applicants[0, 0] is beyond 1000000000"),
        (TooLarge, {"applicants": 1e300}, "applicants[0, 0] is beyond 1000000000"),
        (NoSuch, {"school": 3}, "school[0] is 3, there are 3 schools"),
        (NoSuch, {"workshop": 3}, "workshop[0] is 3, there are 3 workshops"),
        (Negative, {"workshop": -2}, "workshop[0] is -2, the least is -1"),
        (DataError, {"serves": 2}, "serves holds 0 or 1"),
    ],
)
def test_values(group, error, changes, says):
    name, value = next(iter(changes.items()))
    array = np.array(getattr(group, name), float if isinstance(value, float) else np.int64)
    array.flat[0] = value

    with pytest.raises(error) as refusal:
        replace(group, **{name: array})

    assert str(refusal.value) == says


@pytest.mark.parametrize(
    ("error", "changes", "says"),
    [
        (WrongShape, {"applicants": [[1, 2, 3]]}, "applicants has shape (1, 3), expected (24, 3) (P, T)"),
        (NotWhole, {"budget": ["a", "b", "c"]}, "budget must hold whole numbers, it holds <U1"),
        (Twice, {"schools": ("x", "y", "x")}, "schools holds 'x' twice"),
        (DataError, {"years": (2027, 2029, 2030)}, "years are (2027, 2029, 2030), expected consecutive years"),
        (DataError, {"base_intake": 0}, "base_intake is 0: growth needs something to grow from"),
        (WrongShape, {"base_intake": [1]}, "base_intake must be one number"),
        (DataError, {"class_least": 51}, "a class of 51 to 50 students is no class"),
        (DataError, {"class_least": 0}, "a class of 0 to 50 students is no class"),
        (TooLarge, {"most_classes": 0}, "most_classes is 0, allowed are 1 to 1000"),
        (WrongShape, {"schools": "xyz"}, "schools is one word, expected a sequence of names"),
        (DataError, {"schools": ()}, "schools is empty: there is nothing to plan"),
    ],
)
def test_fields(group, error, changes, says):
    with pytest.raises(error) as refusal:
        replace(group, **changes)

    assert str(refusal.value) == says


def test_a_programme_twice(group):
    specialty = group.specialty.copy()
    specialty[1] = specialty[0]

    with pytest.raises(Twice, match="the programme school 1 / specialty 1 is listed twice"):
        replace(group, specialty=specialty)


def test_students_begun_without_a_class(group):
    begun = group.begun_classes.copy()
    p = int(np.argmax(group.begun_students[:, 0]))
    begun[p, 0] = 0

    with pytest.raises(DataError, match="has students begun without a class"):
        replace(group, begun_classes=begun)


def test_data_cannot_be_changed(group):
    with pytest.raises(FrozenInstanceError):
        group.base_intake = 3
    with pytest.raises(ValueError, match="read-only"):
        group.applicants[0, 0] = 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda data: Targets(float("nan")),
        lambda data: Targets(-1),
        lambda data: Targets("2"),
        lambda data: Stages(()),
        lambda data: Stages(("growth", "growth")),
        lambda data: Stages(("happiness",)),
        lambda data: Weights({"cost": 0}),
        lambda data: Weights({}),
        lambda data: Weights({"cost": "1"}),
        lambda data: Effort(seconds="5"),
        lambda data: Effort(cpu="5"),
        lambda data: Effort(gap="0.1"),
        lambda data: invented(-1, 3),
        lambda data: invented(2, 3, industries=0),
        lambda data: invented(2, 3, share_open=float("nan")),
        lambda data: Effort(seed=1.5),
        lambda data: Effort(nodes=1.5),
        lambda data: Weights({"cost": float("inf")}),
        lambda data: Effort(seconds=0),
        lambda data: Effort(gap=1),
        lambda data: Effort(gap=float("nan")),
        lambda data: Effort(nodes=0),
        lambda data: Effort(cpu=0),
        lambda data: Effort(cpu=float("inf")),
        lambda data: invented(2, 3, scarce="money"),
        lambda data: Effort(seed=-1),
        lambda data: formulate(data, Targets(), "clever"),
        lambda data: why_unreachable(data, goals=("cost",)),
        lambda data: frontier(data, ()),
    ],
)
def test_parameters(group, wrong):
    with pytest.raises(BadParameter):
        wrong(group)


def test_targets_of_another_shape(group):
    for least in ([[1]], []):
        with pytest.raises(WrongShape, match=r"adult_least has shape .*, expected \(3, 3\)"):
            plan(group, Targets(adult_least=least))


def test_numbers_of_numpy_are_numbers():
    assert Targets(np.int64(2)) == Targets(2)
    assert Effort(nodes=np.int64(5), seed=np.int32(7), gap=np.float32(0.5)) == Effort(nodes=5, seed=7, gap=0.5)


def test_comparing_needs_plans_of_one_kind(planned):
    other = replace(planned, data=replace(planned.data, years=(2030, 2031, 2032)))

    for plans in ([planned], [planned, other]):
        with pytest.raises(BadParameter):
            compare(plans)


def test_limits_that_contradict_each_other_are_named(group):
    """Classes already running need more hours than there are teachers, at one school."""
    hours = group.teacher_hours.copy()
    hours[1] = 0
    data = replace(group, teacher_hours=hours, hires_most=np.zeros_like(group.hires_most))

    with pytest.raises(Impossible) as refusal:
        plan(data)

    assert refusal.value.limits == ("new teachers of school 2", "teachers of school 2")
    assert str(refusal.value) == (
        "no plan keeps all limits; these contradict each other: new teachers of school 2, teachers of school 2"
    )
