"""Destinations listed, counted by school, and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum, When
from django.http import QueryDict

from shouwei.core.clock import today
from shouwei.core.lists import TwoSteps
from shouwei.core.pages import year_in
from shouwei.ground.catalogues.queries import labels
from shouwei.ground.catalogues.rules.shapes import Catalogue
from shouwei.ground.learners.models import ADULTS, RollCount, Student
from shouwei.ground.learners.queries import MOST_FOUND, SHARED, students_found
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .models import Destination, DestinationCount, OutcomeCount, Question
from .permissions import KEYS
from .rules.codes import CODES, CONTRACTED, STUDY, UNSETTLED, codes_of, is_employed, is_settled, stem

BEGIN_OTHERS = frozenset({code for code in CODES if len(code) > 2} | {stem(code) for code in CODES if len(code) > 2})
"""Codes that the counts, which are by stem, do not tell apart."""
NO_CITIES = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""What stands in the list of regions where a county has no city."""
PROVED = 2
"""E2 or better counts as proved by papers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    cohort: int
    school: int | None = None
    code: str = ""
    specialty: str = ""
    missing: bool = False
    find: str = ""
    source: str = ""
    """adults: 扩招 alone; regular: everybody else."""


def within_reach(identity: Identity) -> QuerySet[Destination]:
    return KEYS.within(identity, "view_destinations", Destination.objects.all())


def graduates_listed(identity: Identity, wanted: Wanted) -> QuerySet[Student]:
    """Everybody of the cohort in the order of the index, with ``there`` (a list of at most one destination)."""
    rows = _listed(identity, wanted, students_found(wanted.find, unit=_school_of(identity, wanted)))
    return _with_destination(rows, wanted.cohort)


def graduates_paged(identity: Identity, wanted: Wanted) -> tuple[TwoSteps, int]:
    """Rows for pages, and how many: sums of counts, unless somebody is searched for by name or a code in full."""
    numbers = students_found(wanted.find, unit=_school_of(identity, wanted))
    rows = _listed(identity, wanted, numbers)
    by_index = numbers is None or not wanted.find
    pages = TwoSteps(rows, whole=_with_destination(Student.objects.all(), wanted.cohort), by_index=by_index)
    if not wanted.find:
        return pages, how_many(identity, wanted)
    return pages, pages.how_many(most=MOST_FOUND if numbers is not None else SHARED)


def _with_destination(rows: QuerySet[Student], cohort: int) -> QuerySet[Student]:
    present = Destination.objects.filter(cohort=cohort)
    return rows.select_related("school").prefetch_related(Prefetch("destinations", present, to_attr="there"))


def _listed(identity: Identity, wanted: Wanted, numbers: list[int] | None) -> QuerySet[Student]:
    rows = Student.objects.filter(cohort=wanted.cohort)
    if (school := _school_of(identity, wanted)) is not None:
        rows = rows.filter(school=school)
    if wanted.specialty:
        rows = rows.filter(specialty_code=wanted.specialty)
    if wanted.source:
        rows = rows.filter(_came(wanted.source))
    present = Destination.objects.filter(cohort=wanted.cohort)
    if wanted.missing:
        rows = rows.filter(~Exists(present.filter(student=OuterRef("pk"))))
    if wanted.code:
        rows = rows.filter(Exists(present.filter(student=OuterRef("pk"), code=wanted.code)))
    if wanted.find:
        spoken = Q(name__contains=wanted.find) | Q(student_no__startswith=wanted.find)
        rows = rows.filter(spoken) if numbers is None else rows.filter(pk__in=numbers)
    return rows.order_by("school_id", "specialty_code", "class_name", "student_no")


def how_many(identity: Identity, wanted: Wanted) -> int:
    """Length of the list: sums of counts, unless somebody is searched for by name, or by a code that others begin with."""
    if wanted.code and not (wanted.find or wanted.specialty or wanted.missing) and wanted.code not in BEGIN_OTHERS:
        lines = DestinationCount.objects.filter(cohort=wanted.cohort, stem=wanted.code)
        if (school := _school_of(identity, wanted)) is not None:
            lines = lines.filter(school=school)
        if wanted.source:
            lines = lines.filter(is_adult=wanted.source == "adults")
        return lines.aggregate(people=Sum("people"))["people"] or 0
    if wanted.find or wanted.code or (wanted.missing and wanted.source):
        return graduates_listed(identity, wanted).count()
    graduates = RollCount.objects.filter(cohort=wanted.cohort)
    if (school := _school_of(identity, wanted)) is not None:
        graduates = graduates.filter(school=school)
    if wanted.specialty:
        graduates = graduates.filter(specialty_code=wanted.specialty)
    if wanted.source:
        graduates = graduates.filter(_came(wanted.source))
    people: int = graduates.aggregate(people=Sum("people"))["people"] or 0
    if not wanted.missing:
        return people
    written = OutcomeCount.objects.filter(cohort=wanted.cohort)
    if school is not None:
        written = written.filter(school=school)
    if wanted.specialty:
        written = written.filter(specialty_code=wanted.specialty)
    return max(0, people - (written.aggregate(people=Sum("people"))["people"] or 0))


def _came(source: str) -> Q:
    came = Q(source__in=ADULTS)
    return came if source == "adults" else ~came


def _school_of(identity: Identity, wanted: Wanted) -> int | None:
    """The one school asked for, or the only one that may be seen."""
    if "all" in KEYS.rows["view_destinations"].cells.get(identity.role, ()):
        return wanted.school
    return identity.organisation_id


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
    locked: int = 0
    reported: int = 0
    """Lines that can be locked; counted for whoever may lock."""

    @property
    def draft(self) -> int:
        """Lines their school has not reported, where those reported are counted."""
        return self.lines - self.locked - self.reported

    @property
    def missing(self) -> int:
        return self.graduates - self.lines


def standings(identity: Identity, cohort: int, *, source: str = "") -> list[Standing]:
    """By school, largest first; three queries over counts, whatever the number of graduates. A fourth for whoever may lock,
    which is done for everybody together. ``source``: as in :class:`Wanted`."""
    graduates = RollCount.objects.filter(cohort=cohort)
    counted = DestinationCount.objects.filter(cohort=cohort)
    if source:
        graduates, counted = graduates.filter(_came(source)), counted.filter(is_adult=source == "adults")
    if "all" not in KEYS.rows["view_destinations"].cells.get(identity.role, ()):
        graduates = graduates.filter(school=identity.organisation_id)
        counted = counted.filter(school=identity.organisation_id)
    people = dict(graduates.values_list("school").annotate(people=Sum("people")).order_by())
    names = Organisation.objects.in_bulk(list(people))
    rows = {school: Standing(str(names[school]), school, graduates=n) for school, n in people.items() if n}
    parts = counted.values_list("school", "stem", "workplace", "band", "locked").annotate(n=Sum("people")).order_by()
    for school, code, workplace, band, locked, n in parts:
        if school in rows:
            _add(rows[school], code, workplace, band, n)
            rows[school].locked += n * locked
    if not source and KEYS.holds(identity, "lock_destinations"):
        reported = Destination.objects.filter(cohort=cohort, state=Destination.State.REPORTED, school__in=rows)
        for school, n in reported.values_list("school").annotate(n=Count("pk")).order_by():
            rows[school].reported = n
    return sorted(rows.values(), key=lambda row: -row.graduates)


def _add(row: Standing, code: str, workplace: str, band: int, people: int) -> None:
    row.lines += people
    row.settled += people * is_settled(code)
    row.proved += people * (is_settled(code) and band >= PROVED)
    row.study += people * (code in STUDY)
    row.contracted += people * (code in CONTRACTED)
    if is_employed(code):
        row.employed += people
        row.in_city += people * (workplace == "city")
        row.in_province += people * (workplace in ("city", "province"))


def questions_listed(identity: Identity, *, cohort: int | None, outcome: str) -> QuerySet[Question]:
    rows = KEYS.within(identity, "view_questions", Question.objects.all())
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows.select_related("school", "destination__student", "replied_by__user").order_by(
        IN_ORDER, "-weight", "rule", "due_on", "pk"
    )


IN_ORDER = Case(When(outcome=Question.Outcome.OPEN, then=0), When(outcome=Question.Outcome.REPLIED, then=1), default=2)
"""What waits for the school first, then what waits for those who asked."""


def people_of(identity: Identity, question: Question) -> list[Destination]:
    """The graduates a question is about, as far as the reader may see them; the first hundred."""
    rows = KEYS.within(identity, "view_destinations", Destination.objects.filter(pk__in=question.concerns))
    return list(rows.select_related("student").order_by("student__class_name", "student__student_no")[:100])


def cohorts_known() -> list[int]:
    rows: list[Any] = list(RollCount.objects.exclude(cohort=None).values_list("cohort", flat=True).distinct())
    return sorted(set(rows), reverse=True)


def cohort_of(query: QueryDict) -> int:
    """The cohort an address asks for, else the newest there is."""
    known = cohorts_known()
    return year_in(query, "cohort", known[0] if known else today().year)


def code_choices(cohort: int, present: str = "") -> list[tuple[str, str]]:
    """Codes of the cohort's edition, and the one that stands there already."""
    return [(code, f"{code} {name}") for code, name in CODES.items() if code in codes_of(cohort) or code == present]


def places(counties: Iterable[str], *, on: date) -> dict[str, str]:
    """County code → 合肥市蜀山区, with its city, for 鼓楼区 there are five; of a municipality the province. Unknown codes are missing."""
    wanted = set(counties) - {""}
    above = {code[:2] + "0000" for code in wanted} | {code[:4] + "00" for code in wanted}
    names = labels(Catalogue.REGIONS, sorted(wanted | above), on=on)
    found = {}
    for code in wanted & names.keys():
        city = names.get(code[:4] + "00", "")
        found[code] = (names.get(code[:2] + "0000", "") if city in ("", *NO_CITIES) else city) + names[code]
    return found


def unsettled(code: str) -> bool:
    return stem(code) in UNSETTLED
