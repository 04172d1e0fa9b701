"""Counted facts of many scopes at once: kept sums and what has changed since, so a page costs the same for any number of graduates.

Exact at every moment: what is pending is added, and a year whose kept intake or coverage has grown stale is worked out anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import Sum

from shouwei.core.acting import acting_as_system
from shouwei.ground.learners.models import ADULTS, Level
from shouwei.work.admissions.models import Intake
from shouwei.work.admissions.queries import bases_by_year
from shouwei.work.programmes.queries import Asked, coverage_of
from shouwei.work.programmes.rules.coverage import Depth

from ..models import SUMS, Kept, Stale
from ..rules.formula import Counts

Place = tuple[int, int | None]
"""year, school; None for the group."""
ADDED = ", ".join(f"sum({one})" for one in SUMS)
LINES = f"""
WITH lines AS (
    SELECT year, school_id, part, basis, place, {", ".join(SUMS)} FROM indicators_tally
    WHERE year = ANY(%(years)s) AND (%(level)s = '' OR level = %(level)s) AND (%(group)s OR school_id = ANY(%(schools)s))
    UNION ALL
    SELECT year, school_id, part, basis, place, {", ".join(SUMS)} FROM indicators_pending
    WHERE year = ANY(%(years)s) AND (%(level)s = '' OR level = %(level)s) AND (%(group)s OR school_id = ANY(%(schools)s))
)
SELECT year, school_id, part, basis, place, {ADDED} FROM lines
WHERE school_id = ANY(%(schools)s) GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT year, NULL, part, basis, place, {ADDED} FROM lines WHERE %(group)s GROUP BY 1, 3, 4, 5
"""  # noqa: S608  # column names only
"""One statement, so that nothing is gathered in between the two halves."""
KNOWN = """
SELECT year, school_id FROM (
    SELECT year, school_id, claimed FROM indicators_tally WHERE year = ANY(%(years)s) AND part = 'roll'
    UNION ALL SELECT year, school_id, claimed FROM indicators_pending WHERE year = ANY(%(years)s) AND part = 'roll'
) AS moved GROUP BY 1, 2 HAVING sum(claimed) > 0 ORDER BY 1, 2
"""
NEWEST = """
SELECT max(year) FROM (
    SELECT year, sum(claimed) AS people FROM (
        SELECT year, claimed FROM indicators_tally WHERE part = 'roll'
        UNION ALL SELECT year, claimed FROM indicators_pending WHERE part = 'roll'
    ) AS moved WHERE year <= %s GROUP BY 1
) AS years WHERE people > 0
"""


def facts_of(places: Collection[Place], *, level: str, kinds: Collection[str]) -> dict[Place, Counts]:
    facts = dict.fromkeys(places, Counts())
    with acting_as_system("figures of the group are counted over all its schools"):
        if "destinations" in kinds:
            facts = _with_destinations(facts, level)
        for kind in ("intake", "coverage"):
            if kind in kinds:
                facts = _with_kept(facts, kind, level)
    return facts


def schools_of(year: int) -> list[int]:
    """Schools with graduates of a cohort."""
    return schools_by_year([year])[year]


def schools_by_year(years: Collection[int]) -> dict[int, list[int]]:
    """One query."""
    found: dict[int, list[int]] = {year: [] for year in years}
    with acting_as_system("schools with graduates of the year are told"), connection.cursor() as cursor:
        cursor.execute(KNOWN, {"years": list(years)})
        for year, school in cursor.fetchall():
            found[year].append(school)
    return found


def newest_cohort(until: int) -> int | None:
    """The newest year with graduates."""
    with acting_as_system("the newest year with graduates is told"), connection.cursor() as cursor:
        cursor.execute(NEWEST, [until])
        (year,) = cursor.fetchone() or (None,)
    return None if year is None else int(year)


def _with_destinations(facts: dict[Place, Counts], level: str) -> dict[Place, Counts]:
    """One query."""
    asked: dict[str, Any] = {
        "years": list({year for year, _ in facts}),
        "schools": list({school for _, school in facts if school is not None}),
        "group": any(school is None for _, school in facts),
        "level": level,
    }
    whole: dict[Place, list[Any]] = defaultdict(lambda: [0, {}, 0])
    grown: dict[Place, list[Any]] = defaultdict(lambda: [0, {}, 0])
    """graduates, people, open."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, asked)
        for year, school, part, basis, place, *numbers in cursor.fetchall():
            for counts, sums in ((whole[year, school], numbers[:3]), (grown[year, school], numbers[3:])):
                claimed, proven, still_open = map(int, sums)
                if part == "roll":
                    counts[0] = claimed
                else:
                    counts[1][part, basis, place] = (claimed, proven)
                    counts[2] += still_open * (basis == "workplace")
    return {
        place: counts.with_destinations(replace(Counts(*whole[place]), grown=Counts(*grown[place])))
        for place, counts in facts.items()
    }


def _with_kept(facts: dict[Place, Counts], kind: str, level: str) -> dict[Place, Counts]:
    """Two queries where nothing has grown stale; other years are worked out as they are now."""
    years = {year for year, _ in facts}
    marks = set(Stale.objects.filter(kind=kind).values_list("year", flat=True))
    fresh: dict[Place, dict[str, Any]] = {}
    if None not in marks:
        rows = Kept.objects.filter(kind=kind, level=level, year__in=years - marks)
        fresh = {(year, school): said for year, school, said in rows.values_list("year", "school", "numbers")}
    late = {year for year in years if (year, None) not in fresh}
    if late:
        fresh |= worked_out(kind, late, level)
    return {place: replace(counts, **_of(kind, place, fresh)) for place, counts in facts.items()}


def _of(kind: str, place: Place, numbers: dict[Place, dict[str, Any]]) -> dict[str, Any]:
    """A school not listed took nobody in, or covers nothing."""
    if place in numbers:
        return numbers[place]
    if kind == Kept.Kind.INTAKE:
        return {}
    whole = numbers[place[0], None]
    return {"covered": dict.fromkeys(whole["covered"], 0), "units": whole["units"]}


def worked_out(kind: str, years: Collection[int], level: str) -> dict[Place, dict[str, Any]]:
    """From the rows themselves, for the group and every school; the group's row is always there."""
    return _intake(years, level) if kind == Kept.Kind.INTAKE else _coverage(years, level)


def _intake(years: Collection[int], level: str) -> dict[Place, dict[str, Any]]:
    """Registered of schools and group with the baseline of the base year; there is no baseline by level."""
    rows = Intake.objects.filter(year__in=years).exclude(registered=None)
    if level:
        rows = rows.filter(level=level)
    people: dict[Place, list[int]] = {}
    for year, school, category, n in (
        rows.values_list("year", "school", "category").annotate(n=Sum("registered")).order_by()
    ):
        for place in ((year, school), (year, None)):
            both = people.setdefault(place, [0, 0])
            both[0] += n
            both[1] += n * (category in ADULTS)
    bases = bases_by_year(years)
    found: dict[Place, dict[str, Any]] = {(year, None): {} for year in years}
    for (year, school), (intake, adults) in people.items():
        base, regular = (None, None) if level else (bases[year].get((school, True)), bases[year].get((school, False)))
        numbers = {"intake": intake, "adults": adults, "baseline": base, "baseline_regular": regular}
        found[year, school] = numbers
    return found


def _coverage(years: Collection[int], level: str) -> dict[Place, dict[str, Any]]:
    """A member covers what its own programmes cover."""
    found: dict[Place, dict[str, Any]] = {}
    for year in years:
        whole = coverage_of(Asked(year=year, level=level))
        by_school: dict[int | None, list[Depth]] = defaultdict(list)
        by_school[None] = list(whole.depths.values())
        for (_, school), cell in whole.cells.items():
            by_school[school].append(cell.depth)
        for place, depths in by_school.items():
            covered = {depth.name.lower(): sum(reached >= depth for reached in depths) for depth in Depth if depth}
            found[year, place] = {"covered": covered, "units": len(whole.units)}
    return found


LEVELS = ("", *Level.values)
