"""Invented groups of schools of any size, for tests, benchmarks and examples.  Everything follows from the seed."""

from __future__ import annotations

import numpy as np

from shouwei.engine.quotas.data import STUDY_YEARS, Ints, PlanData
from shouwei.engine.quotas.faults import BadParameter
from shouwei.engine.quotas.formulation import still_running

FIRST_YEAR = 2027
SCARCE = ("applicants", "teachers")


def invented(
    schools: int = 10,
    specialties: int = 120,
    years: int = 3,
    *,
    seed: int = 1,
    industries: int = 10,
    clusters: int = 9,
    workshops: int = 8,
    share_open: float = 0.25,
    scarce: str = "applicants",
) -> PlanData:
    """Every specialty may be opened at every school; ``share_open`` of the programmes begin 1 to 4 classes now.

    Present programmes have about 1.8 applicants a place, others few.  Teachers, workshops and budget leave room for a third to twice as much;
    the wish of most lead industries is 1.2 to 2.4 times what begins for them now, of every fifth 4 times: more than can be had.
    ``scarce="teachers"``: twice the applicants, teachers for 0.8 to 0.95 times the present classes and at most one new a year and team.
    """
    if scarce not in SCARCE:
        raise BadParameter(f"scarce is {scarce!r}, known are {', '.join(SCARCE)}")
    if min(schools, specialties, years, industries, clusters, workshops) < 1:
        raise BadParameter("an invented group has at least one of everything")
    if not 0 <= share_open <= 1:
        raise BadParameter(f"share_open is {share_open}, allowed are 0 to 1")
    few = scarce == "teachers"
    chance = np.random.default_rng(seed)
    school, specialty = (grid.reshape(-1) for grid in np.mgrid[:schools, :specialties])
    count = len(school)
    cluster = np.sort(chance.integers(0, clusters, specialties))
    workshop = np.where(chance.random(specialties) < 0.7, chance.integers(0, workshops, specialties), -1)
    hours, use = chance.integers(18, 30, specialties), chance.integers(1, 5, specialties)
    cost = chance.integers(20, 45, specialties)
    opening_cost = chance.integers(40, 200, specialties)
    size = chance.choice([1, 2, 3, 4], count, p=[0.35, 0.35, 0.2, 0.1])
    open_now = chance.random(count) < share_open
    begun = np.stack(
        [np.where(open_now, np.maximum(size - (chance.random(count) < 0.2), 1), 0), np.where(open_now, size, 0)], 1
    )
    begun_students = begun * chance.integers(32, 50, (count, STUDY_YEARS - 1))
    draw = chance.gamma(4.0, 0.45, count) * begun[:, -1] * 42 + chance.gamma(0.8, 40.0, count)
    trend = np.cumprod(1 + chance.normal(0.04, 0.08, (count, years)), axis=1)
    applicants = np.floor(np.maximum(draw[:, None] * trend, 0)).astype(np.int64) * (2 if few else 1)
    serves = np.zeros((specialties, industries), np.int64)
    serves[np.arange(specialties), chance.integers(0, industries, specialties)] = 1
    also = chance.random(specialties) < 0.25
    serves[np.flatnonzero(also), chance.integers(0, industries, int(also.sum()))] = 1
    serves[chance.random(specialties) < 0.2] = 0
    present = begun_students[:, -1] @ serves[specialty]
    wish = np.where(np.arange(industries) % 5 == 2, 4.05, chance.uniform(1.2, 2.4, industries))
    demand = np.floor((present * wish)[:, None] * np.linspace(0.7, 1.0, years)).astype(np.int64)
    teams = np.zeros((schools, clusters), np.int64)
    np.add.at(teams, (school, cluster[specialty]), hours[specialty] * (begun[:, -1] * STUDY_YEARS))
    rooms = np.zeros((schools, workshops), np.int64)
    used = workshop[specialty] >= 0
    load = (use[specialty] * begun[:, -1] * 50 * STUDY_YEARS)[used]
    np.add.at(rooms, (school[used], workshop[specialty][used]), load)
    budget = cost[specialty] @ still_running(begun, 1)[:, 0] + int(cost[specialty] @ begun[:, -1])
    base = max(int(begun_students[:, -1].sum()), 1)
    return PlanData(
        schools=tuple(f"school {k + 1}" for k in range(schools)),
        specialties=tuple(f"specialty {j + 1}" for j in range(specialties)),
        years=tuple(range(FIRST_YEAR, FIRST_YEAR + years)),
        clusters=tuple(f"cluster {c + 1}" for c in range(clusters)),
        workshops=tuple(f"workshop {w + 1}" for w in range(workshops)),
        industries=tuple(f"industry {i + 1}" for i in range(industries)),
        adult_categories=("veterans", "workers", "farmers"),
        school=school,
        specialty=specialty,
        applicants=applicants,
        begun_classes=begun,
        begun_students=begun_students,
        cluster=cluster,
        class_hours=hours,
        teacher_hours=np.floor(teams * chance.uniform(*((0.8, 0.95) if few else (1.2, 1.6)), teams.shape)).astype(
            np.int64
        )
        + 20,
        hires_most=chance.integers(*((0, 2) if few else (3, 16)), (schools, clusters, years)),
        workshop=workshop,
        workshop_use=use,
        workshop_room=_grown(rooms * chance.uniform(1.2, 2.0, rooms.shape) + 150, years),
        class_cost=cost,
        opening_cost=opening_cost,
        budget=np.floor(budget * np.linspace(1.5, 2.4, years)).astype(np.int64),
        serves=serves,
        demand=demand,
        adult_applicants=chance.integers(100, 600, (3, years)),
        adult_places=chance.integers(0, 80, (schools, 3, years)),
        adult_cost=np.array([1, 1, 1]),
        base_intake=base,
        hire_cost=12,
    )


def _grown(room: np.ndarray, years: int) -> Ints:
    growth = np.linspace(1.0, 1.3, years)
    return np.floor(room[:, :, None] * growth).astype(np.int64)
