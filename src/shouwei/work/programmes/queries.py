"""Coverage worked out for a year, and the lists of the room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from shouwei.ground.learners.models import RollCount

from .models import (
    Category,
    CategoryMapping,
    Crosswalk,
    LeadIndustry,
    Partner,
    Programme,
    ProgrammeChange,
    ProgrammeYear,
    Segment,
)
from .rules.coverage import Coverage, Link, Point, Unit, coverage


def in_force(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def year_end(year: int) -> date:
    return date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about coverage. ``by_segment``: the stricter reading; ``without``: programmes thought closed."""

    year: int
    by_segment: bool = False
    level: str = ""
    least_strength: int = 2
    without: frozenset[int] = frozenset()


def points_of(year: int) -> list[Point]:
    """Every programme with its status, intake and partners of the year; four queries whatever their number."""
    status = dict(ProgrammeYear.objects.filter(year=year).values_list("programme", "status"))
    intake = {
        (school, level, code): people
        for school, level, code, people in RollCount.objects.filter(entry_year=year)
        .values_list("school", "level", "specialty_code")
        .annotate(people=Sum("people"))
    }
    partners: dict[int, set[int]] = {}
    for programme, industry in Partner.objects.filter(in_force(year_end(year))).values_list("programme", "industry"):
        partners.setdefault(programme, set()).add(industry)
    return [
        Point(
            row.pk,
            row.school_id,
            str(row.school),
            row.level,
            row.specialty_code,
            row.specialty_name + (f"（{row.direction}）" if row.direction else ""),
            status.get(row.pk, ""),
            intake.get((row.school_id, row.level, row.specialty_code), 0),
            frozenset(partners.get(row.pk, ())),
        )
        for row in Programme.objects.select_related("school")
    ]


def units_of(year: int, *, by_segment: bool) -> list[Unit]:
    """Industries in force at the end of the year, or their segments."""
    day = year_end(year)
    if not by_segment:
        industries = LeadIndustry.objects.filter(in_force(day)).select_related("area")
        return [Unit(row.pk, row.pk, row.name, str(row.area), row.area_id) for row in industries]
    segments = Segment.objects.filter(industry__in=LeadIndustry.objects.filter(in_force(day)))
    return [
        Unit(row.pk, row.industry_id, f"{row.industry.name}·{row.name}", str(row.industry.area), row.industry.area_id)
        for row in segments.select_related("industry__area").order_by("industry__area__name_pinyin", "industry", "pk")
    ]


def links_of(*, by_segment: bool) -> list[Link]:
    """Reviewed crosswalks, once a specialty and unit, with the strongest of their occupations."""
    rows = Crosswalk.objects.filter(state=Crosswalk.State.REVIEWED).values_list(
        "segment" if by_segment else "segment__industry", "level", "specialty_code", "strength"
    )
    strongest: dict[tuple[int, str, str], int] = {}
    for unit, level, code, strength in rows:
        strongest[unit, level, code] = max(strength, strongest.get((unit, level, code), 0))
    return [Link(unit, level, code, strength) for (unit, level, code), strength in strongest.items()]


def coverage_of(asked: Asked, *, without: Collection[int] | None = None) -> Coverage:
    return coverage(
        units_of(asked.year, by_segment=asked.by_segment),
        links_of(by_segment=asked.by_segment),
        points_of(asked.year),
        least_strength=asked.least_strength,
        level=asked.level,
        without=asked.without if without is None else without,
    )


def industries_listed(day: date) -> QuerySet[LeadIndustry]:
    return (
        LeadIndustry.objects.select_related("area")
        .prefetch_related(Prefetch("segments", Segment.objects.annotate(links=Count("crosswalks"))))
        .order_by("area__name_pinyin", "name", "-since")
    )


def programmes_listed(
    *, school: int | None, level: str, cluster: int | None, status: str, find: str, year: int
) -> QuerySet[Programme]:
    """With the status of the year as ``now`` (a list of at most one)."""
    rows = Programme.objects.select_related("school", "cluster")
    if school is not None:
        rows = rows.filter(school=school)
    if level:
        rows = rows.filter(level=level)
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    if status:
        rows = rows.filter(years__year=year, years__status=status)
    if find:
        rows = rows.filter(
            Q(specialty_name__icontains=find) | Q(specialty_code__startswith=find) | Q(direction__icontains=find)
        )
    return rows.prefetch_related(Prefetch("years", ProgrammeYear.objects.filter(year=year), to_attr="now"))


def crosswalks_listed(*, state: str, find: str) -> QuerySet[Crosswalk]:
    rows = Crosswalk.objects.select_related(
        "segment__industry__area", "proposed_by__user", "proposed_by__organisation", "reviewed_by__user"
    )
    if state:
        rows = rows.filter(state=state)
    if find:
        rows = rows.filter(
            Q(specialty_name__icontains=find) | Q(specialty_code__startswith=find) | Q(segment__name__icontains=find)
        )
    return rows.order_by("segment__industry__name", "segment__name", "specialty_code", "pk")


def clusters() -> list[Category]:
    return list(Category.objects.filter(scheme=Category.Scheme.CLUSTER))


@dataclass(frozen=True, slots=True)
class Nearby:
    """What an entry has to do with one of another grouping, told from its own side."""

    nearness: str
    scheme: str
    name: str
    note: str


def taxonomies() -> list[dict[str, object]]:
    """The groupings side by side, each mapping told on both of its sides; two queries."""
    near: dict[int, list[Nearby]] = defaultdict(list)
    for row in CategoryMapping.objects.select_related("one", "other"):
        for here, there in ((row.one, row.other), (row.other, row.one)):
            near[here.pk].append(Nearby(row.get_nearness_display(), there.get_scheme_display(), there.name, row.note))
    rows = list(Category.objects.annotate(points=Count("programmes")))
    return [
        {
            "label": label,
            "counts_points": scheme == Category.Scheme.CLUSTER,
            "rows": [{"row": row, "near": near[row.pk]} for row in rows if row.scheme == scheme],
        }
        for scheme, label in Category.Scheme.choices
    ]


def succession_of(programme: Programme) -> list[ProgrammeChange]:
    """What happened to a programme and what went into it, newest first."""
    rows = ProgrammeChange.objects.filter(Q(programme=programme) | Q(into=programme))
    return list(rows.select_related("programme__school", "into__school", "recorded_by__user"))
