"""What must stay true when the data change; formulations, solvers and ways of solving against each other."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, arg-type, comparison-overlap, type-arg, index, assignment, operator, misc, attr-defined, union-attr, var-annotated"

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from ortools.sat.python import cp_model

from shouwei.engine.quotas import Effort, Stages, Targets, Weights, check, compare, formulate, frontier, invented, plan
from shouwei.engine.quotas.highs import highs
from shouwei.engine.quotas.plan import completed
from shouwei.engine.quotas.schools import with_school_bounds
from shouwei.engine.quotas.solve import cost_of
from shouwei.engine.quotas.start import start_from

EXACT = Effort(gap=0)
GOALS = Stages(("growth", "coverage", "demand"))


def values(found):
    return [one.value for one in found.reached]


@pytest.fixture(scope="module")
def reached(group):
    return plan(group, Targets(2.5), aim=GOALS, effort=EXACT)


@pytest.mark.parametrize(
    ("field", "more"),
    [("applicants", 15), ("teacher_hours", 40), ("hires_most", 2), ("workshop_room", 200), ("budget", 200)],
)
def test_more_of_anything_never_makes_it_worse(group, reached, field, more):
    found = plan(replace(group, **{field: getattr(group, field) + more}), Targets(2.5), aim=GOALS, effort=EXACT)

    assert check(found) == ()
    assert values(found) <= values(reached)


def test_names_and_order_do_not_matter(group, reached):
    order = np.random.default_rng(3).permutation(group.programmes)
    renamed = replace(
        group,
        schools=tuple(f"学校{k}" for k in range(len(group.schools))),
        **{
            name: getattr(group, name)[order]
            for name in ("school", "specialty", "applicants", "begun_classes", "begun_students")
        },
    )

    found = plan(renamed, Targets(2.5), aim=GOALS, effort=EXACT)

    assert (check(found), values(found)) == ((), values(reached))


def test_money_in_another_unit_changes_only_the_cost(group):
    money = ("class_cost", "opening_cost", "budget", "adult_cost")
    finer = replace(group, hire_cost=group.hire_cost * 10, **{name: getattr(group, name) * 10 for name in money})
    aim = Stages(("growth", "disruption", "cost"))

    one, ten = (plan(data, aim=aim, effort=EXACT) for data in (group, finer))

    assert values(ten) == [*values(one)[:2], values(one)[2] * 10]


def test_a_goal_that_asks_less_is_missed_by_as_much_less(group, reached):
    found = plan(group, replace(reached.targets, growth=(reached.targets.intake(group) - 7) / group.base_intake), aim=Stages(("growth",)), effort=EXACT)  # fmt: skip

    assert found.growth_missing == max(int(values(reached)[0]) - 7, 0)


@pytest.mark.parametrize("seed", range(6))
def test_formulations_agree_within_their_bounds(seed):
    data = invented(2, 7, 3, seed=seed, industries=3, clusters=2, workshops=2, share_open=0.5)
    loose = Effort(gap=0.01)

    found = [plan(data, aim=Weights(), effort=loose, formulation=form) for form in ("tight", "naive", "explain")]

    assert [check(one) for one in found] == [()] * 3
    assert max(one.reached[0].bound for one in found) <= min(one.reached[0].value for one in found) + 1e-6
    cost = [cost_of(formulate(data, Targets(), form), Weights(), "weighted")[0] for form in ("tight", "naive")]
    tight, naive = (
        highs(formulate(data, Targets(), form).relaxed(), own, EXACT).value
        for form, own in zip(("tight", "naive"), cost, strict=True)
    )
    assert naive <= tight + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_another_solver_finds_the_same(seed):
    """CP-SAT of OR-tools reads the same arrays."""
    data = invented(2, 5, 3, seed=seed + 20, industries=2, clusters=2, workshops=2, share_open=0.5)
    model = formulate(data, Targets())
    cost, _ = cost_of(model, Weights(), "weighted")
    other = cp_model.CpModel()
    high = np.where(np.isfinite(model.upper), model.upper, 10**6).astype(int).tolist()
    column = [other.new_int_var(0, top, "") for top in high]
    for r in range(len(model.row_lower)):
        part = slice(model.start[r], model.start[r + 1])
        total = cp_model.LinearExpr.weighted_sum(
            [column[c] for c in model.index[part]], model.value[part].astype(int).tolist()
        )
        low, top = max(model.row_lower[r], -(10**9)), min(model.row_upper[r], 10**9)
        other.add_linear_constraint(total, int(low), int(top))
    other.minimize(cp_model.LinearExpr.weighted_sum(column, cost.astype(int).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, 20

    status = solver.solve(other)

    found = plan(data, aim=Weights(), effort=EXACT).reached[0]
    assert solver.best_objective_bound - 1e-3 <= found.value
    assert found.bound <= solver.objective_value + 1e-3
    if status == cp_model.OPTIMAL:
        assert found.value == pytest.approx(solver.objective_value)


@pytest.mark.parametrize("scarce", ["applicants", "teachers"])
@pytest.mark.parametrize("seed", range(4))
def test_bounds_of_teams_and_schools_are_true_and_cut_off_no_plan(seed, scarce):
    """The rows added hold for every plan: for the best one found, for going on as before, and for plans with another aim."""
    data = invented(2, 5, 3, seed=seed, industries=3, clusters=2, workshops=2, share_open=0.5, scarce=scarce)
    model = formulate(data, Targets())
    cost, _ = cost_of(model, Weights(), "weighted")
    short = Effort(gap=1e-3, cpu=3.0)

    schools = with_school_bounds(model, data, cost, Effort(), highs, gap=1e-4)

    best = highs(model, cost, short)
    assert schools.relaxation <= schools.bound <= best.value + 1e-6
    assert len(schools.model.row_lower) >= len(model.row_lower)
    others = [highs(model, model.measures[name][0], short).z for name in ("growth", "demand", "disruption", "cost")]
    for z in (best.z, start_from(model, data, Targets(), None), *others):
        assert model.violation(z) <= 1e-6
        assert schools.model.violation(z) <= 1e-6


def test_school_by_school_agrees_with_branching_alone():
    data = invented(2, 4, 3, seed=0, industries=3, clusters=2, workshops=2, share_open=0.4)

    direct, divided = (plan(data, aim=Weights(), effort=Effort(gap=1e-4, by_school=way)) for way in (False, True))

    assert [check(direct), check(divided)] == [(), ()]
    assert divided.reached[0].bound <= direct.reached[0].value + 1e-6
    assert direct.reached[0].bound <= divided.reached[0].value + 1e-6
    assert max(direct.gap, divided.gap) <= 1e-4


def test_stopped_by_the_processor_the_plan_still_holds_and_says_how_far_it_is():
    data = invented(3, 30, 3, seed=1)
    began = time.process_time()

    found = plan(data, aim=Weights(), effort=Effort(gap=0, cpu=0.5, by_school=False), formulation="naive")

    assert time.process_time() - began < 30
    assert (check(found), found.status) == ((), "feasible")
    assert 0 < found.gap <= 1


def test_a_group_short_of_teachers_grows_with_every_team():
    data = invented(2, 8, 3, seed=2, clusters=2, workshops=2, industries=2, share_open=0.5, scarce="teachers")
    more = replace(data, teacher_hours=data.teacher_hours + 60)

    few, many = (plan(one, Targets(6.0), aim=Stages(("growth",)), effort=EXACT) for one in (data, more))

    assert [check(few), check(many)] == [(), ()]
    assert few.growth_missing > many.growth_missing
    assert few.gap == many.gap == 0


def test_the_same_question_has_the_same_answer(group):
    one, two = (plan(group, Targets(1.8), effort=Effort(gap=0.001)) for _ in range(2))

    assert (one.fingerprint(), one.data.fingerprint()) == (two.fingerprint(), two.data.fingerprint())


def test_every_answer_has_its_gap_even_when_there_was_no_time(group):
    found = plan(group, Targets(2.5), aim=Weights(), effort=Effort(seconds=0.001, gap=0))

    assert check(found) == ()
    assert (found.status, 0 < found.gap <= 1) == ("feasible", True)


def test_going_on_as_before_is_a_start(group):
    z = start_from(formulate(group, Targets()), group, Targets(), None)

    assert z is not None
    assert formulate(group, Targets()).violation(z) == 0


def test_last_years_plan_is_a_start_though_teachers_left(group, planned):
    poorer = replace(
        group,
        teacher_hours=group.teacher_hours * 4 // 5,
        years=(2028, 2029, 2030),
        applicants=group.applicants * 9 // 10,
    )
    model = formulate(poorer, Targets())

    z = start_from(model, poorer, Targets(), planned)

    assert z is None or model.violation(z) == 0
    found = plan(poorer, effort=EXACT, start=planned)
    assert check(found) == ()
    assert values(found) == values(plan(poorer, effort=EXACT))


def test_a_completed_plan_is_the_plan(group, planned):
    model = formulate(group, planned.targets)
    z = completed(model, group, planned.targets, planned.classes, planned.students, planned.adults, planned.hired)

    assert model.violation(z) == 0
    assert {name: cost @ z + constant for name, (cost, constant) in model.measures.items()} == planned.measures


def test_frontier_rises_and_every_point_holds(group):
    points = frontier(group, (2.0, 1.0, 1.5), effort=EXACT)

    assert [point.asked for point in points] == [1.0, 1.5, 2.0]
    assert [check(point.plan) for point in points] == [()] * 3
    reaching = [point.disruption for point in points if point.plan.growth_missing == 0]
    assert reaching == sorted(reaching)
    assert all(point.bound == point.disruption and point.gap == 0 for point in points)


def test_plans_side_by_side(group, planned):
    other = plan(group, Targets(1.0), effort=EXACT)

    table = compare([planned, other])

    assert table.figures["disruption"] == (planned.measures["disruption"], other.measures["disruption"])
    assert len(table.differences) == int((planned.classes != other.classes).sum())
    assert all(len(set(row.classes)) == 2 for row in table.differences)
    assert compare([planned, planned]).differences == ()


def test_the_example_of_the_readme_runs():
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf8")
    names = {}

    exec(text.split("```python\n")[1].split("```")[0], names)  # noqa: S102

    assert names["best"].growth >= 2.0 or names["best"].growth_missing > 0
    assert (names["reason"].measure, names["reason"].blocking.proved) == ("growth", True)


def test_importing_loads_neither_django_nor_a_floor():
    code = "import sys, shouwei.engine.quotas; print([m for m in sys.modules if m.split('.')[0] == 'django' or m.startswith('shouwei.') and not m.startswith('shouwei.engine')])"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1:] == ["[]"]
