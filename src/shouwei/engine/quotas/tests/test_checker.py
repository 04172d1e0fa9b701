"""The checker against deliberate wrongs.  It has to name the limit that was broken."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined"

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shouwei.engine.quotas import Plan, check, measured
from shouwei.engine.quotas.check import Breach


def names(plan: Plan) -> set[str]:
    return {breach.limit for breach in check(plan)}


def put(values: np.ndarray, at: tuple[int, ...], value: float, kind: type = int) -> np.ndarray:
    changed: np.ndarray = np.array(values, kind)
    changed[at] = value
    return changed


def busiest(plan: Plan) -> tuple[int, int]:
    p, t = np.unravel_index(int(np.argmax(plan.students)), plan.students.shape)
    return int(p), int(t)


def test_the_plan_of_the_solver_passes(planned):
    assert check(planned) == ()
    assert {name: float(value) for name, value in measured(planned).items()} == planned.measures


def test_half_a_class(planned):
    at = busiest(planned)

    assert "whole numbers" in names(replace(planned, classes=put(planned.classes, at, 1.5, float)))


def test_too_many_students_for_the_classes(planned):
    at = busiest(planned)
    full = planned.data.class_most * int(planned.classes[at])

    assert {"largest class"} <= names(replace(planned, students=put(planned.students, at, full + 1)))
    assert "largest class" not in names(replace(planned, students=put(planned.students, at, full)))


def test_too_few_students_for_the_classes(planned):
    at = busiest(planned)
    few = planned.data.class_least * int(planned.classes[at])

    assert "smallest class" in names(replace(planned, students=put(planned.students, at, few - 1)))
    assert "smallest class" not in names(replace(planned, students=put(planned.students, at, few)))


@pytest.mark.parametrize(
    ("limit", "field", "less"),
    [
        ("applicants", "applicants", lambda plan: plan.students - 1),
        ("new teachers", "hires_most", lambda plan: plan.hired - 1),
        ("adult places", "adult_places", lambda plan: plan.adults - 1),
        ("adults who apply", "adult_applicants", lambda plan: plan.adults.sum(axis=0) - 1),
    ],
)
def test_one_more_than_the_limit(planned, limit, field, less):
    """The same plan beside data that allow exactly as much, and one less."""
    just = replace(planned, data=replace(planned.data, **{field: less(planned) + 1}))
    over = replace(planned, data=replace(planned.data, **{field: np.maximum(less(planned), 0)}))

    assert limit not in names(just)
    assert limit in names(over)


@pytest.mark.parametrize(("limit", "field"), [("teachers", "teacher_hours"), ("workshops", "workshop_room"), ("budget", "budget")])  # fmt: skip
def test_capacities_to_the_unit(planned, limit, field):
    """Lowered one by one until the checker objects: it has to object at the first unit below what is used."""
    place = np.unravel_index(int(np.argmax(getattr(planned.data, field))), getattr(planned.data, field).shape)

    def objects(value: int) -> bool:
        data = replace(planned.data, **{field: put(getattr(planned.data, field), place, value)})
        return limit in names(replace(planned, data=data))

    low, high = 0, int(getattr(planned.data, field)[place])
    assert not objects(high)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if objects(middle) else (low, middle)
    figures = next(b for b in check(replace(planned, data=replace(planned.data, **{field: put(getattr(planned.data, field), place, low - 1)}))) if b.limit == limit)  # fmt: skip
    assert figures.count == 1
    used, allowed = (int(word) for word in figures.figures.split(" over "))
    assert used == allowed + 1


def test_a_class_too_many_for_the_programme(planned):
    data = replace(planned.data, most_classes=int(planned.classes.max()))

    assert "most classes" not in names(replace(planned, data=data))
    assert "most classes" in names(replace(planned, data=replace(data, most_classes=data.most_classes - 1)))


@pytest.mark.parametrize(
    ("field", "limit"),
    [("demand_missing", "demand"), ("uncovered", "coverage"), ("adults_missing", "adult intake")],
)
def test_a_shortfall_hidden_or_invented(planned, field, limit):
    for change in (1, -1):
        wrong = getattr(planned, field) + 0
        wrong.flat[int(np.argmax(wrong))] += change
        assert names(replace(planned, **{field: wrong})) & {limit, "not negative"}


def test_growth_claimed_too_well(planned):
    assert "growth" in names(replace(planned, growth_missing=planned.growth_missing + 1))


def test_students_forgotten(planned):
    at = busiest(planned)
    fewer = put(put(planned.classes, at, 0), at, 0)

    assert {"largest class", "measure"} <= names(replace(planned, classes=fewer))


def test_every_measure_is_computed_anew(planned):
    for name, value in planned.measures.items():
        wrong = replace(planned, measures={**planned.measures, name: value - 1})
        assert [(b.limit, b.where) for b in check(wrong)] == [("measure", name)]


def test_a_measure_that_is_left_out_or_not_a_number(planned):
    for wrong in (
        {**planned.measures, "cost": float("nan")},
        {k: v for k, v in planned.measures.items() if k != "cost"},
    ):
        assert names(replace(planned, measures=wrong)) == {"measure"}


def test_a_bound_above_the_value(planned):
    first = planned.reached[-1]
    wrong = (*planned.reached[:-1], replace(first, bound=first.value + 1))

    assert check(replace(planned, reached=wrong)) == (
        Breach("bound", first.measure, f"the bound {first.value + 1} is above the value {first.value}"),
    )


def test_a_bound_that_is_not_a_number(planned):
    wrong = (*planned.reached[:-1], replace(planned.reached[-1], bound=float("nan")))

    assert names(replace(planned, reached=wrong)) == {"bound"}


def test_a_stage_given_away_by_a_later_one(planned):
    first = planned.reached[-2]
    wrong = (*planned.reached[:-2], replace(first, value=first.value - 1, bound=first.value - 1), planned.reached[-1])

    assert names(replace(planned, reached=wrong)) == {"stage"}


def test_negative_numbers_and_wrong_shapes(planned):
    assert names(replace(planned, hired=planned.hired - 1)) == {"not negative"}
    assert names(replace(planned, adults=planned.adults[:, :1])) == {"shape"}


def test_a_breach_reads_as_a_sentence():
    assert str(Breach("budget", "2027", "12 over 10", 3)) == "budget: 2027, 12 over 10 (and 2 more)"
    assert str(Breach("budget", "2027", "12 over 10")) == "budget: 2027, 12 over 10"
