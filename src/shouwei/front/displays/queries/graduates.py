"""A cohort by where it came from and where it went: counts by papers, never what a graduate said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet, Sum

from shouwei.ground.learners.models import ADULTS, Level, RollCount, Source
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.rules.edition import MOST_STEPS, STEP, Told
from shouwei.work.admissions.models import Intake
from shouwei.work.employment.models import OutcomeCount
from shouwei.work.programmes import models as programmes

from ..permissions import KEYS
from ..rules.flows import LOCAL, UNKNOWN_SOURCE, Flow, Link, balanced, destination, with_small_ends_merged
from ..rules.quadrant import Programme

Key = tuple[int, str, str]
"""school, level, specialty code."""


def schools_seen(identity: Identity, action: str) -> list[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    return list(KEYS.within(identity, action, rows).order_by("name_pinyin", "pk"))


def cohorts(schools: Collection[int]) -> list[int]:
    """With graduates, the newest first."""
    rows = RollCount.objects.filter(school__in=schools).exclude(cohort=None).values_list("cohort")
    found = rows.annotate(people=Sum("people")).filter(people__gt=0).order_by("-cohort")
    return [cohort for cohort, _ in found if cohort is not None]


def flow_of(schools: Collection[Organisation], cohort: int, *, by_school: bool) -> Flow:
    """As it is, small groups and all; three queries."""
    middle = BySchool(schools) if by_school else ByCluster(schools)
    here = [school.pk for school in schools]
    came: dict[Link, int] = defaultdict(int)
    columns = ("school", "level", "specialty_code", "source")
    roll = RollCount.objects.filter(cohort=cohort, school__in=here).values_list(*columns)
    for school, level, code, source, people in roll.annotate(people=Sum("people")).order_by():
        came[_source(level, source), middle(school, level, code)] += people
    went: dict[Link, int] = defaultdict(int)
    counted = OutcomeCount.objects.filter(cohort=cohort, school__in=here)
    rows = counted.values_list("school", "level", "specialty_code", "outcome", "place").annotate(people=Sum("people"))
    for school, level, code, outcome, place, people in rows.order_by():
        went[middle(school, level, code), destination(outcome, place)] += people
    return balanced({k: n for k, n in came.items() if n > 0}, {k: n for k, n in went.items() if n > 0})


def flow_told(told: Told) -> Flow:
    """Of the group by cluster, as the cohort's edition tells it."""
    came: dict[Link, int] = defaultdict(int)
    for (level, source, middle), people in told.came.items():
        came[_source(level, source) if level else UNKNOWN_SOURCE, middle] += people
    return Flow(with_small_ends_merged(came), dict(told.went))


def _source(level: str, source: str) -> str:
    kind = "扩招" if source in ADULTS else Source(source).label if source in Source.values else "其他"
    return f"{Level(level).label if level in Level.values else level}·{kind}"


class BySchool:
    """Names of the middle column by school."""

    def __init__(self, schools: Collection[Organisation]) -> None:
        self.names = {school.pk: str(school) for school in schools}

    def __call__(self, school: int, level: str, code: str) -> str:
        return self.names[school]


class ByCluster:
    """Names of the middle column by cluster of the programme."""

    def __init__(self, schools: Collection[Organisation]) -> None:
        rows = programmes.Programme.objects.filter(school__in=schools, cluster__isnull=False)
        self.names: dict[Key, str] = {
            (school, level, code): name
            for school, level, code, name in rows.values_list("school", "level", "specialty_code", "cluster__name")
        }

    def __call__(self, school: int, level: str, code: str) -> str:
        return self.names.get((school, level, code), "未归专业群")


def by_place(schools: Collection[int], cohort: int) -> tuple[dict[str, int], dict[str, int]]:
    """Those employed: by county code inside the home city, and by what lies outside it; one query."""
    rows = OutcomeCount.objects.filter(cohort=cohort, school__in=schools, outcome="employed")
    inside: dict[str, int] = {}
    outside: dict[str, int] = {}
    for place, people in rows.values_list("place").annotate(people=Sum("people")).order_by():
        where = destination("employed", place)
        if where == LOCAL:
            inside[place] = people
        else:
            outside[where] = people
    return inside, outside


def programmes_plotted(schools: Collection[Organisation], *, cohort: int, year: int) -> list[Programme]:
    """Every specialty taught at a school; four queries. Directions of one specialty share their figures and stand once."""
    here = [school.pk for school in schools]
    key = ("school", "level", "specialty_code")
    graduates: dict[Key, int] = {}
    roll = RollCount.objects.filter(school__in=here, cohort=cohort).values_list(*key)
    for school, level, code, people in roll.annotate(people=Sum("people")).order_by():
        graduates[school, level, code] = people
    employed: dict[Key, int] = defaultdict(int)
    local: dict[Key, int] = defaultdict(int)
    went = OutcomeCount.objects.filter(school__in=here, cohort=cohort, outcome="employed").values_list(*key, "place")
    for school, level, code, place, people in went.annotate(people=Sum("people")).order_by():
        employed[school, level, code] += people
        local[school, level, code] += people * (destination("employed", place) == LOCAL)
    return [
        Programme(*taught, graduates.get(one, 0), employed[one], local[one]) for one, taught in _taught(schools, year)
    ]


def programmes_told(schools: Collection[Organisation], told: Told, *, year: int) -> list[Programme]:
    """The same as the edition tells them: graduates by the middle of their step, and weighed by it so many tenths who work in the
    city. What is not told stands as nobody."""
    steps = {(one.school, one.level, one.code): one for one in told.programmes}
    found = []
    for key, taught in _taught(schools, year):
        people, tenths = (steps[key].least + STEP // 2, steps[key].tenths) if key in steps else (0, 0)
        found.append(Programme(*taught, people, people * MOST_STEPS, people * tenths))
    return found


Taught = tuple[str, str, str, str, int | None, int | None]
"""key, school, specialty, level, quota, registered."""


def _taught(schools: Collection[Organisation], year: int) -> list[tuple[Key, Taught]]:
    """Two queries."""
    here = [school.pk for school in schools]
    names = {school.pk: str(school) for school in schools}
    key = ("school", "level", "specialty_code")
    specialties: dict[Key, str] = {
        (school, level, code): name
        for school, level, code, name in programmes.Programme.objects.filter(school__in=here).values_list(
            *key, "specialty_name"
        )
    }
    intake: dict[Key, tuple[int | None, int | None]] = {}
    sums = Intake.objects.filter(school__in=here, year=year).values_list(*key)
    for school, level, code, quota, registered in sums.annotate(Sum("quota"), Sum("registered")).order_by():
        intake[school, level, code] = (quota, registered)
    return [
        (one, ("-".join(map(str, one)), names[one[0]], name, Level(one[1]).label, *intake.get(one, (None, None))))
        for one, name in specialties.items()
    ]
