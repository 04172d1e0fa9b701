"""Several plans side by side, and how much disruption each degree of growth costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shouwei.engine.quotas.data import PlanData
from shouwei.engine.quotas.faults import BadParameter
from shouwei.engine.quotas.plan import Plan
from shouwei.engine.quotas.solve import plan
from shouwei.engine.quotas.targets import Effort, Stages, Targets


@dataclass(frozen=True)
class Difference:
    """One programme in one year that the plans treat differently: classes and students in each plan, in their order."""

    programme: str
    year: int
    classes: tuple[int, ...]
    students: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """figures: name to one value per plan.  differences: only programmes and years in which classes differ."""

    figures: dict[str, tuple[float, ...]]
    differences: tuple[Difference, ...]


def compare(plans: Sequence[Plan]) -> Comparison:
    """Plans for the same programmes and years; their limits and targets may differ."""
    if len(plans) < 2:
        raise BadParameter("comparing takes two plans or more")
    data = plans[0].data
    for other in plans[1:]:
        same = [np.array_equal(getattr(data, name), getattr(other.data, name)) for name in ("school", "specialty")]
        if not all(same) or (data.schools, data.specialties, data.years) != (
            other.data.schools,
            other.data.specialties,
            other.data.years,
        ):
            raise BadParameter("the plans are for different programmes or years")
    figures = {name: tuple(one.measures[name] for one in plans) for name in plans[0].measures}
    figures |= {
        "growth reached": tuple(one.growth for one in plans),
        "intake of the last year": tuple(float(one.students[:, -1].sum()) for one in plans),
        "adults of the last year": tuple(float(one.adults[:, :, -1].sum()) for one in plans),
        "opened": tuple(float(one.opened.sum()) for one in plans),
        "closed": tuple(float(one.closed.sum()) for one in plans),
        "gap": tuple(one.gap for one in plans),
    }
    classes = np.stack([one.classes for one in plans])
    rows = np.argwhere((classes != classes[0]).any(axis=0))
    return Comparison(
        figures,
        tuple(
            Difference(
                data.programme(p),
                data.years[t],
                tuple(int(one.classes[p, t]) for one in plans),
                tuple(int(one.students[p, t]) for one in plans),
            )
            for p, t in rows.tolist()
        ),
    )


@dataclass(frozen=True)
class Point:
    """One degree of growth asked for, what was reached, the disruption it takes (with its bound and gap) and the plan."""

    asked: float
    reached: float
    disruption: float
    bound: float
    gap: float
    plan: Plan


def frontier(
    data: PlanData,
    growths: Sequence[float],
    targets: Targets | None = None,
    *,
    before: Sequence[str] = ("growth",),
    effort: Effort | None = None,
) -> tuple[Point, ...]:
    """Least disruption for each growth asked for, in rising order; each point starts from its neighbour's plan.

    ``before``: the stages that come before disruption; add "coverage" and "demand" to keep them as good as can be.
    """
    targets, effort = targets or Targets(), effort or Effort()
    if not growths:
        raise BadParameter("a frontier needs at least one degree of growth")
    points: list[Point] = []
    for asked in sorted(set(growths)):
        wanted = replace(targets, growth=asked)
        found = plan(
            data,
            wanted,
            aim=Stages((*before, "disruption")),
            effort=effort,
            start=points[-1].plan if points else None,
        )
        last = found.reached[-1]
        points.append(Point(asked, found.growth, last.value, last.bound, found.gap, found))
    return tuple(points)
