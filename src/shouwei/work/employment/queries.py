"""Destinations listed, counted by school, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from shouwei.ground.learners.models import RollCount, Student
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .models import Destination, Question
from .permissions import KEYS
from .rules.codes import CODES, CONTRACTED, STUDY, UNSETTLED, is_employed, is_settled, stem


@dataclass(frozen=True, slots=True)
class Wanted:
    cohort: int
    school: int | None = None
    code: str = ""
    specialty: str = ""
    missing: bool = False
    find: str = ""


def within_reach(identity: Identity) -> QuerySet[Destination]:
    return KEYS.within(identity, "view_destinations", Destination.objects.all())


def graduates_listed(identity: Identity, wanted: Wanted) -> QuerySet[Student]:
    """Everybody of the cohort, with ``there`` (a list of at most one destination)."""
    rows = Student.objects.filter(cohort=wanted.cohort).select_related("school")
    if "all" not in KEYS.rows["view_destinations"].cells.get(identity.role, ()):
        rows = rows.filter(school=identity.organisation_id)
    elif wanted.school is not None:
        rows = rows.filter(school=wanted.school)
    if wanted.specialty:
        rows = rows.filter(specialty_code=wanted.specialty)
    if wanted.missing:
        rows = rows.exclude(destinations__cohort=wanted.cohort)
    if wanted.code:
        rows = rows.filter(destinations__cohort=wanted.cohort, destinations__code=wanted.code)
    if wanted.find:
        rows = rows.filter(Q(name__contains=wanted.find) | Q(student_no__startswith=wanted.find))
    present = Destination.objects.filter(cohort=wanted.cohort)
    return rows.prefetch_related(Prefetch("destinations", present, to_attr="there")).order_by(
        "school", "specialty_code", "class_name", "student_no"
    )


@dataclass
class Standing:
    """One school's cohort in figures, by papers alone."""

    name: str
    school: int
    graduates: int = 0
    lines: int = 0
    settled: int = 0
    employed: int = 0
    in_city: int = 0
    in_province: int = 0
    study: int = 0
    contracted: int = 0
    proved: int = 0
    """Settled with E2 or better."""
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return self.graduates - self.lines


def standings(identity: Identity, cohort: int, *, city: str) -> list[Standing]:
    """By school, largest first; three queries. ``city``: first four digits of the city's region code."""
    graduates = RollCount.objects.filter(cohort=cohort)
    if "all" not in KEYS.rows["view_destinations"].cells.get(identity.role, ()):
        graduates = graduates.filter(school=identity.organisation_id)
    people = dict(graduates.values_list("school").annotate(people=Sum("people")).order_by())
    names = Organisation.objects.in_bulk(list(people))
    rows = {school: Standing(str(names[school]), school, graduates=n) for school, n in people.items() if n}
    counted = within_reach(identity).filter(cohort=cohort)
    for school, code, county, level, n in (
        counted.values_list("school", "code", "workplace_county", "evidence_level").annotate(n=Count("pk")).order_by()
    ):
        if school in rows:
            _add(rows[school], code, county, level, n, city)
    return sorted(rows.values(), key=lambda row: -row.graduates)


def _add(row: Standing, code: str, county: str, level: int, people: int, city: str) -> None:
    row.lines += people
    row.codes[code] = row.codes.get(code, 0) + people
    row.settled += people * is_settled(code)
    row.proved += people * (is_settled(code) and level >= 2)
    row.study += people * (stem(code) in STUDY)
    row.contracted += people * (stem(code) in CONTRACTED)
    if is_employed(code):
        row.employed += people
        row.in_city += people * county.startswith(city)
        row.in_province += people * county.startswith(city[:2])


def questions_listed(identity: Identity, *, cohort: int | None, outcome: str) -> QuerySet[Question]:
    rows = KEYS.within(identity, "view_questions", Question.objects.all())
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows.select_related("school", "destination__student", "replied_by__user")


def cohorts_known() -> list[int]:
    rows: list[Any] = list(RollCount.objects.exclude(cohort=None).values_list("cohort", flat=True).distinct())
    return sorted(set(rows), reverse=True)


def code_choices() -> list[tuple[str, str]]:
    return [(code, f"{code} {name}") for code, name in CODES.items()]


def unsettled(code: str) -> bool:
    return stem(code) in UNSETTLED
