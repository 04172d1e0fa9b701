"""Which limits exclude a goal: a minimal set of names.

Together with the goals the limits of the set cannot be kept, and without any one of them they can.  They are found by a deletion
filter (Chinneck and Dravnieks, Locating minimal infeasible constraint sets, 1991) over named limits, on the linear relaxation where
that is infeasible already (then so is the plan), else by whole plans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np

from shouwei.engine.quotas.data import PlanData
from shouwei.engine.quotas.faults import BadParameter
from shouwei.engine.quotas.formulation import formulate
from shouwei.engine.quotas.highs import highs, loaded
from shouwei.engine.quotas.linear import Linear
from shouwei.engine.quotas.targets import GOALS, Effort, Targets

SHORTFALL = {
    "growth": "growth_missing",
    "coverage": "uncovered",
    "demand": "demand_missing",
    "adults": "adults_missing",
}
PREFIX = {"growth": "growth", "coverage": "coverage of ", "demand": "demand of ", "adults": "adult intake: "}
DROPPED_FIRST = (
    "coverage of ",
    "adult",
    "demand of ",
    "budget of ",
    "new teachers of ",
    "workshops of ",
    "teachers of ",
)


@dataclass(frozen=True)
class Blocking:
    """limits: minimal set, empty when the goals are reachable.  by: ``linear relaxation``, ``whole plans`` or ``none``.

    proved: False when a question ran out of time; then a limit may be named that need not be.  questions: how many were asked.
    """

    limits: tuple[str, ...]
    by: str
    proved: bool
    questions: int


def blocking(
    data: PlanData, targets: Targets, *, goals: Sequence[str] = GOALS, effort: Effort | None = None
) -> Blocking:
    """A minimal set of limits that excludes the goals.  With no goal: limits that contradict each other outright."""
    effort = effort or Effort()
    known_goals(goals)
    model = formulate(data, targets, "explain")
    for goal in goals:
        model = model.upper_set(SHORTFALL[goal], 0.0)
    needless = [goal for goal in GOALS if goal not in goals]
    model = model.without([name for name in model.limits if any(name.startswith(PREFIX[goal]) for goal in needless)])
    relaxed = _Relaxation(model)
    if not relaxed.feasible():
        limits = _filter(model.limits, relaxed.lift, relaxed.back)
        return Blocking(limits, "linear relaxation", True, relaxed.questions)
    whole = _Whole(model, effort)
    if whole.feasible() is not False:
        return Blocking((), "none", not whole.unsure, relaxed.questions + whole.questions)
    limits = _filter(model.limits, whole.lift, whole.back)
    return Blocking(limits, "whole plans", not whole.unsure, relaxed.questions + whole.questions)


def _filter(limits: Sequence[str], lift: Callable[[str], bool], back: Callable[[str], None]) -> tuple[str, ...]:
    """Lift each in turn; what makes the rest feasible is needed and put back."""

    def rank(name: str) -> int:
        return next((i for i, prefix in enumerate(DROPPED_FIRST) if name.startswith(prefix)), len(DROPPED_FIRST))

    kept = []
    for name in sorted(limits, key=rank):
        if lift(name):
            back(name)
            kept.append(name)
    return tuple(name for name in limits if name in kept)


class _Relaxation:
    """The relaxation without a cost, kept inside one solver, so that each question starts from the last basis."""

    def __init__(self, model: Linear) -> None:
        self.model = model
        self.questions = 0
        self.solver = loaded(model.relaxed(), np.zeros(len(model.lower)), Effort())
        self.rows = {name: np.flatnonzero(model.row_limit == at) for at, name in enumerate(model.limits)}
        self.columns = {name: np.flatnonzero(model.column_limit == at) for at, name in enumerate(model.limits)}

    def feasible(self) -> bool:
        self.questions += 1
        self.solver.run()
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def lift(self, name: str) -> bool:
        rows, columns = self.rows[name], self.columns[name]
        self._rows(rows, np.full(len(rows), -np.inf), np.full(len(rows), np.inf))
        self._columns(columns, self.model.column_loose[columns])
        return self.feasible()

    def back(self, name: str) -> None:
        rows, columns = self.rows[name], self.columns[name]
        self._rows(rows, self.model.row_lower[rows], self.model.row_upper[rows])
        self._columns(columns, self.model.upper[columns])

    def _rows(self, rows, lower, upper) -> None:  # type: ignore[no-untyped-def]
        if len(rows):
            self.solver.changeRowsBounds(len(rows), rows.astype(np.int32), lower, upper)  # type: ignore[attr-defined]

    def _columns(self, columns, upper) -> None:  # type: ignore[no-untyped-def]
        if len(columns):
            self.solver.changeColsBounds(len(columns), columns.astype(np.int32), self.model.lower[columns], upper)


class _Whole:
    """The same questions to whole plans.  Out of time counts as infeasible, so the set stays infeasible but may not be minimal."""

    def __init__(self, model: Linear, effort: Effort) -> None:
        self.model, self.effort = model, replace(effort, gap=0.0)
        self.lifted: set[str] = set()
        self.questions = 0
        self.unsure = False

    def feasible(self) -> bool | None:
        self.questions += 1
        model = self.model.without(self.lifted)
        answer = highs(model, np.zeros(len(model.lower)), self.effort)
        self.unsure |= answer.status == "unknown"
        return None if answer.status == "unknown" else answer.status != "infeasible"

    def lift(self, name: str) -> bool:
        self.lifted.add(name)
        return self.feasible() is True

    def back(self, name: str) -> None:
        self.lifted.discard(name)


def known_goals(goals: Sequence[str]) -> None:
    for goal in goals:
        if goal not in GOALS:
            raise BadParameter(f"{goal!r} is no goal; goals are {', '.join(GOALS)}")
