"""Intake by school and programme, against the baseline and against the roll."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from shouwei.core.acting import acting_as_system
from shouwei.ground.learners.models import ADULTS, RollCount
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import successors
from shouwei.ground.people.models import Identity

from .models import Baseline, Intake
from .permissions import KEYS
from .rules.intake import Difference, Figures, Growth, Key, differences, growth, total

STEPS = ("quota", "applied", "admitted", "registered")
BASE_YEAR = 2018
"""Of the founding plan; another group names its own in the baseline table, and the newest year there is used."""


@dataclass(frozen=True, slots=True)
class SchoolIntake:
    school: int
    name: str
    figures: Figures
    adults: Figures
    """The part of the adult intake, shown apart."""
    growth: Growth | None


def intake_listed(
    identity: Identity, *, year: int, school: int | None = None, level: str = "", adults: str = "", find: str = ""
) -> QuerySet[Intake]:
    rows = KEYS.within(identity, "view_intake", Intake.objects.filter(year=year)).select_related("school")
    if school is not None:
        rows = rows.filter(school=school)
    if level:
        rows = rows.filter(level=level)
    if adults:
        rows = rows.filter(category__in=ADULTS) if adults == "yes" else rows.exclude(category__in=ADULTS)
    if find:
        rows = rows.filter(specialty_name__icontains=find) | rows.filter(specialty_code__startswith=find)
    return rows


def base_year() -> int:
    return Baseline.objects.order_by("-year").values_list("year", flat=True).first() or BASE_YEAR


Bases = dict[tuple[int | None, bool], int]
"""School (None: the group) and whether adults are counted → registered in the base year."""


def bases_by_year(years: Collection[int]) -> dict[int, Bases]:
    """What intake is compared with. A school that had gone into another by the end of the year and filed nothing in it stands
    in the baseline of its successor: the union has doubled when it takes in twice what all of it took in before.
    """
    rows = list(Baseline.objects.filter(year=base_year()).values_list("school", "includes_adults", "registered"))
    gone = successors()
    filed: set[tuple[int, int]] = set()
    if gone:
        with acting_as_system("whether a merged school still filed an intake of its own"):
            there = Intake.objects.filter(year__in=years, school__in=gone).exclude(registered=None)
            filed = set(there.order_by().values_list("year", "school").distinct())
    found: dict[int, Bases] = {}
    for year in years:
        bases: Bases = defaultdict(int)
        for school, with_adults, registered in rows:
            if school in gone and gone[school][1] <= date(year, 12, 31) and (year, school) not in filed:
                school = gone[school][0]
            bases[school, with_adults] += registered
        found[year] = dict(bases)
    return found


def intake_by_school(identity: Identity, year: int, *, with_adults: bool) -> tuple[list[SchoolIntake], SchoolIntake]:
    """Rows by school and the group as a whole; baselines are those of the same reading (with or without adult intake)."""
    rows = KEYS.within(identity, "view_intake", Intake.objects.filter(year=year))
    grouped: dict[int, dict[bool, list[Figures]]] = defaultdict(lambda: {True: [], False: []})
    sums = rows.values_list("school", "category").annotate(*map(Sum, STEPS)).order_by()
    for school, category, *steps in sums:
        grouped[school][category in ADULTS].append(Figures(*steps))
    bases = bases_by_year([year])[year]
    names = Organisation.objects.in_bulk(list(grouped))
    lines = []
    for school, parts in grouped.items():
        counted = total(parts[False] + (parts[True] if with_adults else []))
        against = growth(counted.registered, bases.get((school, with_adults)))
        lines.append(SchoolIntake(school, str(names[school]), counted, total(parts[True]), against))
    lines.sort(key=lambda line: names[line.school].name_pinyin)
    whole = total(line.figures for line in lines)
    group = SchoolIntake(
        0, "合计", whole, total(line.adults for line in lines), growth(whole.registered, bases.get((None, with_adults)))
    )
    return lines, group


@dataclass(frozen=True, slots=True)
class Apart:
    """Where reported registrations and newcomers on the roll disagree, largest first, and how the specialties are called."""

    differences: list[Difference]
    names: dict[tuple[str, str], str]
    """(level, code) → name"""

    @property
    def people(self) -> int:
        return sum(abs(row.by) for row in self.differences)

    def of(self, school: int | None) -> list[Difference]:
        return [row for row in self.differences if school in (None, row.key[0])]


def reconciliation(identity: Identity, year: int) -> Apart:
    """Two queries, by the roll's kept counts and not its rows."""
    rows = KEYS.within(identity, "reconcile_intake", Intake.objects.filter(year=year)).exclude(registered=None)
    names: dict[tuple[str, str], str] = {}
    reported: dict[Key, int] = {}
    for school, level, code, category, registered, name in rows.values_list(
        "school", "level", "specialty_code", "category", "registered", "specialty_name"
    ):
        reported[school, level, code, category] = registered or 0
        names[level, code] = name
    roll = RollCount.objects.filter(entry_year=year)
    if "all" not in KEYS.rows["reconcile_intake"].cells.get(identity.role, ()):
        roll = roll.filter(school=identity.organisation_id)
    on_roll: dict[Key, int] = {}
    for school, level, code, source, name, people in roll.values_list(
        "school", "level", "specialty_code", "source", "specialty_name"
    ).annotate(people=Sum("people")):
        on_roll[school, level, code, source] = on_roll.get((school, level, code, source), 0) + people
        names.setdefault((level, code), name)
    return Apart(differences(reported, on_roll), names)


def baselines() -> QuerySet[Baseline]:
    return Baseline.objects.select_related("school", "written_by__user")


def years_known(identity: Identity) -> list[int]:
    rows: list[Any] = list(
        KEYS.within(identity, "view_intake", Intake.objects.all()).values_list("year", flat=True).distinct()
    )
    return sorted(set(rows), reverse=True)
