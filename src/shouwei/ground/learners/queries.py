"""The roll, listed, counted and opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import QueryDict

from shouwei.core.finding import numbers_found
from shouwei.core.lists import TwoSteps
from shouwei.ground.people.models import Identity

from .models import ADULTS, Level, RollCount, Source, Student
from .permissions import KEYS
from .sought import STUDENTS

MOST_FOUND = 1_000
"""Hits of a search that are put in order; who finds more narrows the search."""
SHARED = 200
"""Rows that are listed of a search that finds more than :data:`MOST_FOUND`: they are compared one by one in the order of the list."""
COUNTED = ("school", "level", "specialty", "year", "state", "source")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks of the list; unreadable parts are dropped one by one."""

    find: str = ""
    school: int | None = None
    level: str = ""
    specialty: str = ""
    year: int | None = None
    state: str = ""
    source: str = ""
    class_name: str = ""

    @property
    def counted(self) -> bool:
        """Whether the counts alone can say how many there are."""
        return not self.find and not self.class_name


def wanted_of(query: QueryDict) -> Wanted:
    def number(name: str) -> int | None:
        text = query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def among(name: str, allowed: list[str]) -> str:
        return query.get(name, "") if query.get(name, "") in allowed else ""

    return Wanted(
        find=query.get("find", "").strip()[:40],
        school=number("school"),
        level=among("level", Level.values),
        specialty=query.get("specialty", "")[:8],
        year=number("year"),
        state=among("state", Student.State.values),
        source="adults" if query.get("source") == "adults" else among("source", Source.values),
        class_name=query.get("class_name", "").strip()[:60],
    )


def _common(wanted: Wanted) -> Q:
    """Filters that students and their counts share."""
    found = Q()
    if wanted.school is not None:
        found &= Q(school=wanted.school)
    if wanted.level:
        found &= Q(level=wanted.level)
    if wanted.specialty:
        found &= Q(specialty_code=wanted.specialty)
    if wanted.year is not None:
        found &= Q(entry_year=wanted.year)
    if wanted.state:
        found &= Q(state=wanted.state)
    if wanted.source:
        found &= Q(source__in=ADULTS) if wanted.source == "adults" else Q(source=wanted.source)
    return found


def students_listed(identity: Identity, wanted: Wanted) -> QuerySet[Student]:
    """By school, year, specialty, class and number, as the index has them."""
    return _listed(identity, wanted, students_found(wanted.find, unit=_unit(identity, wanted)))


def students_paged(identity: Identity, wanted: Wanted) -> tuple[TwoSteps, int]:
    """Rows for pages, and how many: a sum of counts without a search, else those found, one more than are listed at most."""
    numbers = students_found(wanted.find, unit=_unit(identity, wanted))
    rows = _listed(identity, wanted, numbers).select_related(None)
    by_index = numbers is None or not wanted.find
    pages = TwoSteps(rows, whole=Student.objects.select_related("school"), by_index=by_index)
    return pages, how_many(identity, wanted) if wanted.counted else pages.how_many(
        most=MOST_FOUND if numbers is not None else SHARED
    )


def _listed(identity: Identity, wanted: Wanted, numbers: list[int] | None) -> QuerySet[Student]:
    rows = own_students(identity).filter(_common(wanted))
    if wanted.class_name:
        rows = rows.filter(class_name=wanted.class_name)
    if wanted.find:
        rows = rows.filter(_spoken(wanted.find)) if numbers is None else rows.filter(pk__in=numbers)
    # By the school's number and not by its name: a name would be joined and half a million rows sorted for one page.
    return rows.select_related("school").order_by(
        "school_id", "-entry_year", "specialty_code", "class_name", "student_no"
    )


def students_found(find: str, *, unit: int | None) -> list[int] | None:
    """Numbers of the rows a search means, seen or not; None when they are more than :data:`MOST_FOUND`.

    By the index of the search box, which row security would not let a comparison of texts use (docs/decisions/search.md). What is
    found often is quickly come by in the order of the list, where the same words are compared row by row.
    """
    if not find:
        return []
    numbers = numbers_found(STUDENTS, find, unit=unit, most=MOST_FOUND + 1)
    if numbers is None or len(numbers) > MOST_FOUND:
        return None
    exact = Student.objects.filter(Q(id_number_index=find) | Q(roll_no_index=find) | Q(phone_index=find))
    return [*numbers, *exact.values_list("pk", flat=True)]


def _unit(identity: Identity, wanted: Wanted) -> int | None:
    """The one school whose index entries are looked at."""
    if "all" in KEYS.rows["view_students"].cells.get(identity.role, ()):
        return wanted.school
    return identity.organisation_id


def _spoken(find: str) -> Q:
    """A student number, an ID or roll number in full, a name or its pinyin."""
    found = Q(student_no__startswith=find) | Q(id_number_index=find) | Q(roll_no_index=find) | Q(phone_index=find)
    if not find.isascii():
        return found | Q(name__contains=find)
    spelt = find.lower()  # the whole of it, or its initials after it
    return found | Q(name_pinyin__startswith=spelt) | Q(name_pinyin__contains=f" {spelt}")


def own_students(identity: Identity) -> QuerySet[Student]:
    """Those within reach, without a subquery: one school's rows come straight from the index."""
    if "all" in KEYS.rows["view_students"].cells.get(identity.role, ()):
        return Student.objects.all()
    if KEYS.holds(identity, "view_students"):
        return Student.objects.filter(school=identity.organisation_id)
    return Student.objects.none()


def counts_seen(identity: Identity) -> QuerySet[RollCount]:
    if "all" in KEYS.rows["view_roll_counts"].cells.get(identity.role, ()):
        return RollCount.objects.all()
    return RollCount.objects.filter(school=identity.organisation_id)


def how_many(identity: Identity, wanted: Wanted) -> int:
    """Length of the list. Without a search it is a sum of counts, whatever the number of students."""
    if not wanted.counted:
        return students_listed(identity, wanted).count()
    return counts_seen(identity).filter(_common(wanted)).aggregate(people=Sum("people"))["people"] or 0


def choices_of(identity: Identity) -> dict[str, list[tuple[Any, str]]]:
    """What the filters offer: only what occurs on the roll one may see; one query."""
    rows = (
        counts_seen(identity)
        .values_list("school", "school__short_name", "school__name", "level", "specialty_code", "specialty_name")
        .annotate(people=Sum("people"))
        .filter(people__gt=0)
    )
    schools, specialties, levels = {}, {}, set()
    for school, short, name, level, code, specialty, _ in rows:
        schools[school] = short or name
        specialties[code] = f"{specialty}（{code}）"
        levels.add(level)
    return {
        "school": sorted(schools.items(), key=lambda pair: pair[1]),
        "specialty": sorted(specialties.items()),
        "level": [(value, label) for value, label in Level.choices if value in levels],
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """One school's roll in figures."""

    school: int
    name: str
    enrolled: int
    suspended: int
    adults: int
    """Of the enrolled, those of the adult intake."""
    newest: int
    """Enrolled in the newest entry year on the roll."""
    graduated: int
    withdrawn: int
    """Left without finishing, whenever."""
    transferred: int
    """Gone to another school, whenever."""


def standings(identity: Identity, *, year: int) -> list[Standing]:
    """Figures by school, for the roll page; one query over counts."""
    people = Sum("people")
    present = Q(state="enrolled")
    rows = (
        counts_seen(identity)
        .values("school", "school__short_name", "school__name", "school__name_pinyin")
        .annotate(
            enrolled=Sum("people", filter=present, default=0),
            suspended=Sum("people", filter=Q(state="suspended"), default=0),
            adults=Sum("people", filter=present & Q(source__in=ADULTS), default=0),
            newest=Sum("people", filter=present & Q(entry_year=year), default=0),
            graduated=Sum("people", filter=Q(cohort=year), default=0),
            withdrawn=Sum("people", filter=Q(state="withdrawn"), default=0),
            transferred=Sum("people", filter=Q(state="transferred"), default=0),
            people=people,
        )
        .order_by("school__name_pinyin")
    )
    return [
        Standing(
            row["school"],
            row["school__short_name"] or row["school__name"],
            row["enrolled"],
            row["suspended"],
            row["adults"],
            row["newest"],
            row["graduated"],
            row["withdrawn"],
            row["transferred"],
        )
        for row in rows
    ]


def classes_to_graduate(identity: Identity, today_year: int) -> list[dict[str, Any]]:
    """Classes with students on the roll, oldest first, for the graduation page."""
    rows = (
        own_students(identity)
        .filter(state="enrolled", entry_year__lt=today_year)
        .exclude(class_name="")
        .values("entry_year", "level", "specialty_name", "class_name")
        .annotate(people=Count("pk"))
        .order_by("entry_year", "specialty_name", "class_name")
    )
    return [dict(row) for row in rows]
