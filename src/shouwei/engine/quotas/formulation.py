"""The plan as a mixed-integer linear model.

Per programme p and year t: n classes begun and x students in them, o whether it enrols, s opened, c closed, d classes more or
fewer than the year before.  Per school, cluster, year: h teachers hired; per school, category, year: y adults.  Shortfalls are
columns, so a model without a plan has broken limits, never unreachable goals.

    class_least n <= x <= class_most n        n >= o        o_t - o_(t-1) = s - c        |n_t - n_(t-1)| <= d
    x <= applicants                           teachers, workshops, budget: over the classes begun in the last three years
    sum x of the last year + g >= growth      sum x serving i + u >= demand_i     sum o serving i + v >= 1     sum y + w >= least

Three ways to write it, with the same plans:

``tight``   n <= N o with N the most classes that applicants, teachers, workshops and past years leave room for, and the hull of
            classes and students: with m full classes and r = X - class_most m students left of at most X,
            x <= r n + m (class_most - r) o.   (Mixed-integer rounding: Nemhauser and Wolsey, 1990.)  s and c need not be declared integer.
``naive``   the first thing one writes: n <= most_classes o, s and c binary.
``explain`` tight, but every row that owes its numbers to a limit belongs to that limit, so that lifting it leaves a true model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shouwei.engine.quotas.data import STUDY_YEARS, Ints, PlanData
from shouwei.engine.quotas.faults import BadParameter
from shouwei.engine.quotas.linear import Builder, Linear
from shouwei.engine.quotas.targets import CHANGE, Targets

FORMULATIONS = ("tight", "naive", "explain")
LOOSE_HIRES = 10_000
"""Teachers per school, cluster and year when the limit of new teachers is lifted."""


@dataclass(frozen=True)
class Room:
    """What the data leave per programme and year: most classes and most students, int[P, T]; by applicants alone or by all."""

    classes: Ints
    students: Ints


def formulate(data: PlanData, targets: Targets, formulation: str = "tight") -> Linear:
    """The model; 1,200 programmes x 3 years take about 0.1 s."""
    if formulation not in FORMULATIONS:
        raise BadParameter(f"{formulation!r} is no formulation; known are {', '.join(FORMULATIONS)}")
    build = Builder()
    _programmes(build, data, formulation)
    _resources(build, data)
    _goals(build, data, targets)
    _measures(build, data)
    return build.done()


def _programmes(build: Builder, data: PlanData, formulation: str) -> None:
    shape = (data.programmes, len(data.years))
    naive, explain = formulation == "naive", formulation == "explain"
    least, most, ceiling = data.class_least, data.class_most, data.most_classes
    room = by_all(data) if formulation == "tight" else by_applicants(data)
    by = np.array([build.limit(f"applicants for {name}") for name in data.clusters], np.int64)
    limit = np.broadcast_to(by[data.cluster[data.specialty]][:, None] if data.programmes else 0, shape)
    n = build.add("classes", shape, ceiling if naive or explain else room.classes, integer=True)
    x = build.add(
        "students",
        shape,
        data.applicants if naive or explain else room.students,
        integer=True,
        limit=limit,
        loose=most * ceiling,
    )
    o = build.add("enrols", shape, 1, integer=True)
    s = build.add("opened", shape, 1, integer=naive)
    c = build.add("closed", shape, 1, integer=naive)
    d = build.add("changed", shape)
    build.row((x, 1), (n, -most), upper=0)
    build.row((x, 1), (n, -least), lower=0)
    build.row((n, 1), (o, -1), lower=0)
    if naive or explain:
        build.row((n, 1), (o, -ceiling), upper=0)
    if not naive:
        build.row((n, 1), (o, -room.classes), upper=0, limit=limit)
        full = np.minimum(room.students // most, room.classes)
        rest = np.where(full < room.classes, room.students - most * full, most)
        build.row((x, 1), (n, -rest), (o, -full * (most - rest)), upper=0, limit=limit)
    last = data.begun_classes[:, -1]
    build.row((o[:, 0], 1), (s[:, 0], -1), (c[:, 0], 1), lower=last > 0, upper=last > 0)
    build.row((n[:, 0], 1), (d[:, 0], -1), upper=last)
    build.row((n[:, 0], 1), (d[:, 0], 1), lower=last)
    build.row((o[:, 1:], 1), (o[:, :-1], -1), (s[:, 1:], -1), (c[:, 1:], 1), lower=0, upper=0)
    build.row((n[:, 1:], 1), (n[:, :-1], -1), (d[:, 1:], -1), upper=0)
    build.row((n[:, 1:], 1), (n[:, :-1], -1), (d[:, 1:], 1), lower=0)


def by_applicants(data: PlanData) -> Room:
    classes = np.minimum(data.applicants // data.class_least, data.most_classes)
    return Room(classes, np.minimum(data.applicants, data.class_most * classes))


def by_all(data: PlanData) -> Room:
    """Applicants, and what teachers and workshops leave when no other programme begins a class.  Never cuts off a plan."""
    room = by_applicants(data)
    k, j = data.school, data.specialty
    hours, use = data.class_hours[j][:, None], data.workshop_use[j][:, None]
    free_hours = teachers_free(data) + data.hours_per_teacher * np.cumsum(data.hires_most, axis=2)
    by_teachers = np.maximum(free_hours[k, data.cluster[j]], 0) // np.maximum(hours, 1)
    classes = np.where(hours > 0, np.minimum(room.classes, by_teachers), room.classes)
    students = room.students
    if len(data.workshops):
        by_workshop = np.maximum(workshops_free(data)[k, data.workshop[j]], 0) // np.maximum(use, 1)
        students = np.where((data.workshop[j][:, None] >= 0) & (use > 0), np.minimum(students, by_workshop), students)
    classes = np.minimum(classes, students // data.class_least)
    return Room(classes, np.minimum(students, data.class_most * classes))


def still_running(begun: Ints, years: int) -> Ints:
    """What was begun before the plan and runs in its years: int[P, 2] to int[P, T]."""
    running = np.zeros((len(begun), years), np.int64)
    for year in range(min(years, STUDY_YEARS - 1)):
        running[:, year] = begun[:, year:].sum(axis=1)
    return running


def teachers_free(data: PlanData) -> Ints:
    """Weekly hours left by the classes begun before, int[K, C, T]; negative where they are too many."""
    free = np.repeat(data.teacher_hours[:, :, None], len(data.years), axis=2)
    load = data.class_hours[data.specialty][:, None] * still_running(data.begun_classes, len(data.years))
    np.subtract.at(free, (data.school, data.cluster[data.specialty]), load)
    return free


def workshops_free(data: PlanData) -> Ints:
    """Workshop units left by the students begun before, int[K, W, T]."""
    free = data.workshop_room.copy()
    kind = data.workshop[data.specialty]
    load = data.workshop_use[data.specialty][:, None] * still_running(data.begun_students, len(data.years))
    np.subtract.at(free, (data.school[kind >= 0], kind[kind >= 0]), load[kind >= 0])
    return free


def money_free(data: PlanData) -> Ints:
    """Budget left by the classes begun before, int[T]."""
    spent = data.class_cost[data.specialty] @ still_running(data.begun_classes, len(data.years))
    return np.asarray(data.budget - spent, np.int64)


def _resources(build: Builder, data: PlanData) -> None:
    schools, clusters, kinds, years = len(data.schools), len(data.clusters), len(data.workshops), len(data.years)
    n, x = build.blocks["classes"], build.blocks["students"]
    k, j = data.school, data.specialty
    new = np.array([build.limit(f"new teachers of {name}") for name in data.schools])[:, None, None]
    h = build.add("hired", (schools, clusters, years), data.hires_most, integer=True, limit=new, loose=LOOSE_HIRES)
    teams = k * clusters + data.cluster[j]
    where = np.arange(schools * clusters).reshape(schools, clusters)
    terms = [
        (teams[:, None] * years + year, n[:, begun], hours)
        for year, begun, hours in _cohorts(years, data.class_hours[j])
    ]
    hired = [
        (where * years + year, h[:, :, since], -data.hours_per_teacher)
        for year in range(years)
        for since in range(year + 1)
    ]
    limit = np.repeat([build.limit(f"teachers of {name}") for name in data.schools], clusters * years)
    build.sums(
        schools * clusters * years,
        *((r.reshape(-1), z, v) for r, z, v in terms),
        *hired,
        upper=teachers_free(data).reshape(-1),
        limit=limit,
    )
    used = data.workshop[j] >= 0
    shops = (k * kinds + data.workshop[j])[used]
    terms = [
        (shops * years + year, x[used, begun], units[used])
        for year, begun, units in _cohorts(years, data.workshop_use[j])
    ]
    limit = np.repeat([build.limit(f"workshops of {name}") for name in data.schools], kinds * years)
    build.sums(schools * kinds * years, *terms, upper=workshops_free(data).reshape(-1), limit=limit)
    y = build.add("adults", (schools, len(data.adult_categories), years), data.adult_places, integer=True)
    pools = np.array([build.limit(f"adults who apply: {name}") for name in data.adult_categories], np.int64)
    which = np.broadcast_to(np.arange(y[0].size).reshape(y[0].shape), y.shape)
    build.sums(y[0].size, (which, y, 1), upper=data.adult_applicants.reshape(-1), limit=np.repeat(pools, years))
    build.sums(
        years,
        *_spending(build, data),
        upper=money_free(data),
        limit=[build.limit(f"budget of {year}") for year in data.years],
    )


def _cohorts(years: int, per_class: Ints) -> list[tuple[int, int, Ints]]:
    """(year, year begun, coefficient) for every cohort of the plan running in every year."""
    return [
        (year, begun, per_class) for year in range(years) for begun in range(max(0, year - STUDY_YEARS + 1), year + 1)
    ]


def _spending(build: Builder, data: PlanData) -> list[tuple[Ints, Ints, Ints]]:
    """Terms (row, column, money): a row for each year."""
    n, s, h, y = (build.blocks[name] for name in ("classes", "opened", "hired", "adults"))
    j, years = data.specialty, len(data.years)
    found = [(np.full(len(j), year), n[:, begun], cost) for year, begun, cost in _cohorts(years, data.class_cost[j])]
    for year in range(years):
        found.append((np.full(len(j), year), s[:, year], data.opening_cost[j]))
        for since in range(year + 1):
            found.append(
                (
                    np.full(h[:, :, since].size, year),
                    h[:, :, since].reshape(-1),
                    np.full(h[:, :, since].size, data.hire_cost),
                )
            )
        adult = y[:, :, year]
        found.append(
            (np.full(adult.size, year), adult.reshape(-1), np.broadcast_to(data.adult_cost, adult.shape).reshape(-1))
        )
    return found


def _goals(build: Builder, data: PlanData, targets: Targets) -> None:
    x, o, y = (build.blocks[name] for name in ("students", "enrols", "adults"))
    industries, years, categories = len(data.industries), len(data.years), len(data.adult_categories)
    g = build.add("growth_missing", (1,))
    u = build.add("demand_missing", (industries, years))
    v = build.add("uncovered", (industries, years), 1)
    w = build.add("adults_missing", (categories, years))
    counted = [(np.zeros(x[:, -1].shape, np.int64), x[:, -1], 1), (np.zeros(1, np.int64), g, 1)]
    if targets.adults_count:
        counted.append((np.zeros(y[:, :, -1].shape, np.int64), y[:, :, -1], 1))
    build.sums(1, *counted, lower=targets.intake(data), limit=build.limit("growth"))
    p, i = np.nonzero(data.serves[data.specialty])
    row = i[:, None] * years + np.arange(years)
    own = np.arange(industries * years).reshape(industries, years)
    of = [build.limit(f"demand of {name}") for name in data.industries]
    build.sums(own.size, (row, x[p], 1), (own, u, 1), lower=data.demand.reshape(-1), limit=np.repeat(of, years))
    of = [build.limit(f"coverage of {name}") for name in data.industries]
    build.sums(own.size, (row, o[p], 1), (own, v, 1), lower=1, limit=np.repeat(of, years))
    of = [build.limit(f"adult intake: {name}") for name in data.adult_categories]
    which = np.arange(w.size).reshape(w.shape)
    build.sums(
        w.size,
        (np.broadcast_to(which, y.shape), y, 1),
        (which, w, 1),
        lower=targets.adults(data).reshape(-1),
        limit=np.repeat(of, years),
    )


def _measures(build: Builder, data: PlanData) -> None:
    block = build.blocks
    build.measure("growth", (block["growth_missing"], 1))
    build.measure("coverage", (block["uncovered"], 1))
    build.measure("demand", (block["demand_missing"], 1))
    build.measure("adults", (block["adults_missing"], 1))
    build.measure("disruption", (block["opened"], CHANGE), (block["closed"], CHANGE), (block["changed"], 1))
    build.measure("hires", (block["hired"], 1))
    begun_before = float((data.budget - money_free(data)).sum())
    build.measure("cost", *((columns, money) for _, columns, money in _spending(build, data)), constant=begun_before)
