"""The checker against deliberate wrongs.  It has to name the limit that was broken."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined"

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from shouwei.engine.quotas import Plan, PlanData, Reached, Targets, check, measured
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


def by_hand() -> Plan:
    """Two schools, three programmes, three years; every limit is exactly what the plan needs, worked out on paper."""
    data = PlanData(
        schools=("A", "B"), specialties=("s0", "s1"), years=(2027, 2028, 2029), clusters=("c0", "c1"), workshops=("w0", "w1"),
        industries=("i0", "i1"), adult_categories=("a0", "a1"), school=[0, 0, 1], specialty=[0, 1, 1],
        applicants=[[5, 0, 4], [0, 3, 7], [2, 4, 3]], begun_classes=[[1, 1], [0, 0], [2, 1]],
        begun_students=[[3, 4], [0, 0], [5, 3]], cluster=[0, 1], class_hours=[3, 4], teacher_hours=[[2, 12], [0, 16]],
        hires_most=[[[1, 0, 1], [0, 0, 0]], [[0, 0, 0], [0, 2, 0]]], workshop=[0, 1], workshop_use=[2, 3],
        workshop_room=[[[24, 18, 18], [0, 9, 30]], [[0, 0, 0], [30, 27, 27]]], class_cost=[5, 6], opening_cost=[7, 11],
        budget=[59, 69, 80], serves=[[1, 0], [0, 1]], demand=[[6, 1, 9], [1, 9, 10]], adult_applicants=[[1, 2, 3], [3, 1, 0]],
        adult_places=[[[1, 0, 2], [0, 1, 0]], [[0, 2, 1], [3, 0, 0]]], adult_cost=[2, 3], base_intake=10, hire_cost=4,
        hours_per_teacher=10, class_least=2, class_most=4, most_classes=2,
    )  # fmt: skip
    measures = {"growth": 3, "coverage": 1, "demand": 9, "adults": 4, "disruption": 96, "hires": 4, "cost": 208}
    return Plan(
        data, Targets(2.0, adults_count=True, adult_least=[[2, 1, 3], [0, 4, 0]]),
        classes=np.array([[2, 0, 1], [0, 1, 2], [1, 1, 1]]), students=np.array([[5, 0, 4], [0, 3, 7], [2, 4, 3]]),
        adults=np.array([[[1, 0, 2], [0, 1, 0]], [[0, 2, 1], [3, 0, 0]]]), hired=np.array(data.hires_most), growth_missing=3,
        demand_missing=np.array([[1, 1, 5], [0, 2, 0]]), uncovered=np.array([[0, 1, 0], [0, 0, 0]]),
        adults_missing=np.array([[1, 0, 0], [0, 3, 0]]), measures=measures, reached=(Reached("cost", 208.0, 208.0, "optimal", 0.0, 0),),
    )  # fmt: skip


def test_a_plan_worked_out_by_hand_passes_and_measures_as_it_should():
    plan = by_hand()

    assert check(plan) == ()
    assert measured(plan) == plan.measures
    assert check(replace(plan, targets=replace(plan.targets, adults_count=False), growth_missing=6, measures=plan.measures | {"growth": 6})) == ()  # fmt: skip


@pytest.mark.parametrize(
    ("field", "at", "breach"),
    [
        ("teacher_hours", (0, 0), Breach("teachers", "A, c0 in 2027", "12 over 11")),
        ("teacher_hours", (0, 1), Breach("teachers", "A, c1 in 2029", "12 over 11")),
        ("teacher_hours", (1, 1), Breach("teachers", "B, c1 in 2027", "16 over 15")),
        ("workshop_room", (0, 0, 0), Breach("workshops", "A, w0 in 2027", "24 over 23")),
        ("workshop_room", (0, 0, 1), Breach("workshops", "A, w0 in 2028", "18 over 17")),
        ("workshop_room", (0, 1, 1), Breach("workshops", "A, w1 in 2028", "9 over 8")),
        ("workshop_room", (0, 1, 2), Breach("workshops", "A, w1 in 2029", "30 over 29")),
        ("workshop_room", (1, 1, 2), Breach("workshops", "B, w1 in 2029", "27 over 26")),
        ("budget", (0,), Breach("budget", "2027", "59 over 58")),
        ("budget", (1,), Breach("budget", "2028", "69 over 68")),
        ("budget", (2,), Breach("budget", "2029", "80 over 79")),
        ("applicants", (1, 2), Breach("applicants", "A / s1 in 2029", "7 over 6")),
        ("hires_most", (1, 1, 1), Breach("new teachers", "B, c1 in 2028", "2 over 1")),
        ("adult_places", (1, 0, 1), Breach("adult places", "B, a0 in 2028", "2 over 1")),
        ("adult_applicants", (0, 2), Breach("adults who apply", "a0 in 2029", "3 over 2")),
    ],
)
def test_one_unit_less_than_worked_out_is_named_with_its_figures(field, at, breach):
    plan = by_hand()
    values = getattr(plan.data, field)

    assert check(replace(plan, data=replace(plan.data, **{field: put(values, at, int(values[at]) - 1)}))) == (breach,)


@pytest.mark.parametrize(
    ("field", "at", "claimed", "limit", "where", "true"),
    [
        ("demand_missing", (0, 2), 4, "demand", "i0 in 2029", 5),
        ("demand_missing", (1, 1), 3, "demand", "i1 in 2028", 2),
        ("uncovered", (0, 1), 0, "coverage", "i0 in 2028", 1),
        ("uncovered", (1, 0), 1, "coverage", "i1 in 2027", 0),
        ("adults_missing", (1, 1), 2, "adult intake", "a1 in 2028", 3),
        ("adults_missing", (0, 1), 1, "adult intake", "a0 in 2028", 0),
    ],
)
def test_a_shortfall_other_than_worked_out_is_named(field, at, claimed, limit, where, true):
    plan = by_hand()

    found = check(replace(plan, **{field: put(getattr(plan, field), at, claimed)}))

    assert found[0] == Breach(limit, where, f"{claimed} claimed, is {true}")


def test_a_programme_that_paused_last_year_is_opened_again_and_costs_its_opening():
    """B / s1 began two classes two years before and none in the year before: 11 for opening, 6 less for a class in 2027 and 2028."""
    plan = by_hand()
    begun = {"begun_classes": [[1, 1], [0, 0], [2, 0]], "begun_students": [[3, 4], [0, 0], [5, 0]]}
    plan = replace(plan, measures=plan.measures | {"disruption": 127, "cost": 207}, reached=())

    assert check(replace(plan, data=replace(plan.data, **begun, budget=[64, 63, 80]))) == ()
    found = check(replace(plan, data=replace(plan.data, **begun, budget=[63, 63, 80])))
    assert found == (Breach("budget", "2027", "64 over 63"),)


def test_growth_counts_the_adults_of_the_last_year():
    """One adult less in 2029, when three were taken as in the year before."""
    plan = by_hand()
    fewer = replace(
        plan, adults=put(plan.adults, (1, 0, 2), 0), adults_missing=put(plan.adults_missing, (0, 2), 1), growth_missing=4,
        measures=plan.measures | {"growth": 4, "adults": 5, "cost": 206}, reached=(),
    )  # fmt: skip

    assert check(fewer) == ()


def test_growth_other_than_worked_out_is_named():
    assert check(replace(by_hand(), growth_missing=2))[0] == Breach("growth", "2029", "2 claimed, is 3")


def test_whole_numbers_in_floats_are_whole_numbers():
    plan = by_hand()

    assert check(replace(plan, classes=plan.classes.astype(float))) == ()
    for wrong in (0.5, float("nan"), float("inf")):
        broken = replace(plan, classes=put(plan.classes, (0, 0), wrong, float))
        assert check(broken)[0] == Breach("whole numbers", "classes", "a value is not a whole number")
        missing = replace(plan, growth_missing=wrong)
        assert check(missing)[0] == Breach("whole numbers", "growth_missing", "a value is not a whole number")
    assert check(replace(plan, growth_missing=-1))[0] == Breach("not negative", "growth_missing", "-1")


@pytest.mark.parametrize(("over", "holds"), [(1e-6, True), (1.5e-6, False), (-1e-6, True)])
def test_how_much_rounding_is_forgiven(over, holds):
    """Of a bound and of a measure of nothing: a millionth, not one and a half."""
    covered = replace(by_hand(), uncovered=np.zeros((2, 3), int), data=replace(by_hand().data, serves=[[1, 1], [1, 1]], demand=np.zeros((2, 3), int)), demand_missing=np.zeros((2, 3), int))  # fmt: skip
    true = covered.measures | {"coverage": 0, "demand": 0}
    stage = Reached("coverage", 0.0, over, "optimal", 0.0, 0)

    assert (check(replace(covered, measures=true, reached=(stage,))) == ()) == holds
    assert (check(replace(covered, measures=true | {"coverage": over}, reached=())) == ()) == holds


def test_breaches_are_counted_and_cannot_be_changed():
    plan = by_hand()
    fewer = check(replace(plan, data=replace(plan.data, budget=[59, 68, 79])))

    assert fewer == (Breach("budget", "2028", "69 over 68", 2),)
    assert str(fewer[0]) == "budget: 2028, 69 over 68 (and 1 more)"
    with pytest.raises(FrozenInstanceError):
        fewer[0].count = 1
