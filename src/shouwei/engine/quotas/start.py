"""A first plan from another: last year's, the neighbour's, or simply going on as before.  It saves the solver its slowest minutes."""

from __future__ import annotations

import numpy as np

from shouwei.engine.quotas.data import Ints, PlanData
from shouwei.engine.quotas.formulation import by_all, money_free, teachers_free, workshops_free
from shouwei.engine.quotas.linear import Floats, Linear
from shouwei.engine.quotas.plan import Plan, completed
from shouwei.engine.quotas.targets import Targets

TOLERANCE = 1e-6


def start_from(model: Linear, data: PlanData, targets: Targets, other: Plan | None) -> Floats | None:
    """A vector that keeps every limit, near ``other``; matched by names of school, specialty and year, so its data may differ.

    None when even beginning no class breaks a limit.  A year ``other`` does not know repeats its last one.
    """
    classes, students, adults, hired = _going_on(data) if other is None else _carried_over(data, other)
    room = by_all(data)
    classes = np.minimum(classes, room.classes)
    hired = np.minimum(hired, data.hires_most)
    adults = np.minimum(adults, data.adult_places)
    if (adults.sum(axis=0) > data.adult_applicants).any():
        adults = np.zeros_like(adults)
    for share in (1.0, 0.9, 0.75, 0.5, 0.25, 0.0):
        fewer = _trimmed(data, np.floor(classes * share).astype(np.int64), hired)
        most = np.minimum(room.students, data.class_most * fewer)
        filled = np.clip(students, data.class_least * fewer, most)
        for seats in (filled, data.class_least * fewer):
            for some_adults in (adults, np.zeros_like(adults)):
                z = completed(model, data, targets, fewer, seats, some_adults, hired)
                if model.violation(z) <= TOLERANCE:
                    return z
        hired = hired if share > 0.5 else np.zeros_like(hired)
    return None


def _going_on(data: PlanData) -> tuple[Ints, Ints, Ints, Ints]:
    years = len(data.years)
    classes = np.repeat(data.begun_classes[:, -1:], years, axis=1)
    students = np.repeat(data.begun_students[:, -1:], years, axis=1)
    return classes, students, np.zeros_like(data.adult_places), np.zeros_like(data.hires_most)


def _carried_over(data: PlanData, other: Plan) -> tuple[Ints, Ints, Ints, Ints]:
    old = other.data
    known = {
        (old.schools[k], old.specialties[j]): row
        for row, (k, j) in enumerate(zip(old.school, old.specialty, strict=True))
    }
    rows = np.array(
        [
            known.get((data.schools[k], data.specialties[j]), -1)
            for k, j in zip(data.school, data.specialty, strict=True)
        ],
        np.int64,
    )
    years = np.clip(np.array(data.years) - old.years[0], 0, len(old.years) - 1)
    found = rows >= 0
    classes, students = (np.zeros((data.programmes, len(years)), np.int64) for _ in range(2))
    classes[found] = other.classes[rows[found]][:, years]
    students[found] = other.students[rows[found]][:, years]
    adults, hired = np.zeros_like(data.adult_places), np.zeros_like(data.hires_most)
    if (old.schools, old.clusters, old.years) == (data.schools, data.clusters, data.years):
        hired = other.hired
    if (old.schools, old.adult_categories, old.years) == (data.schools, data.adult_categories, data.years):
        adults = other.adults
    return classes, students, adults, hired


def _trimmed(data: PlanData, classes: Ints, hired: Ints) -> Ints:
    """Classes taken away, the most expensive in hours first, until teachers suffice; the same for workshops and the budget."""
    classes = classes.copy()
    team = data.school * len(data.clusters) + data.cluster[data.specialty]
    hours = data.class_hours[data.specialty]
    free = (teachers_free(data) + data.hours_per_teacher * np.cumsum(hired, axis=2)).reshape(-1, len(data.years))
    shop = np.where(
        data.workshop[data.specialty] >= 0,
        data.school * max(len(data.workshops), 1) + data.workshop[data.specialty],
        -1,
    )
    use = data.workshop_use[data.specialty] * data.class_least
    room = workshops_free(data).reshape(-1, len(data.years))
    _take_away(classes, team, hours, free)
    if room.size:
        _take_away(classes, shop, use, room)
    _take_away(classes, np.zeros_like(team), data.class_cost[data.specialty], money_free(data)[None, :])
    return classes


def _take_away(classes: Ints, group: Ints, each: Ints, free: Ints) -> None:
    for year in range(classes.shape[1]):
        running = classes[:, max(0, year - 2) : year + 1].sum(axis=1)
        load = np.bincount(group[group >= 0], weights=(each * running)[group >= 0], minlength=len(free))
        for which in np.flatnonzero(load > free[:, year]):
            over = load[which] - free[which, year]
            for p in sorted(np.flatnonzero((group == which) & (each > 0)), key=lambda p: -each[p]):
                drop = min(int(classes[p, year]), int(-(-over // each[p])))
                classes[p, year] -= drop
                over -= drop * each[p]
                if over <= 0:
                    break
