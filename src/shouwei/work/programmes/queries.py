"""Coverage worked out for a year, and the lists of the room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.urls import reverse

from shouwei.core.todos import Todo
from shouwei.ground.learners.models import RollCount
from shouwei.ground.people.models import Identity

from .models import (
    Category,
    CategoryMapping,
    Crosswalk,
    LeadIndustry,
    Partner,
    PartnerAsk,
    Programme,
    ProgrammeChange,
    ProgrammeYear,
    Segment,
)
from .permissions import KEYS
from .rules.coverage import Coverage, Link, Point, Unit, Word, coverage, is_confirmed, stands


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
    day = year_end(year)
    partners: dict[int, set[int]] = defaultdict(set)
    confirmed: dict[int, set[int]] = defaultdict(set)
    for row in Partner.objects.filter(in_force(day)).order_by():
        if stands(row.claim, day):
            partners[row.programme_id].add(row.industry_id)
        if is_confirmed(row.claim, day):
            confirmed[row.programme_id].add(row.industry_id)
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
            frozenset(confirmed.get(row.pk, ())),
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


@dataclass(frozen=True, slots=True)
class Heard:
    """Partnerships registered as live at the end of a year, by what their enterprises say of them."""

    registered: int
    confirmed: int
    differing: int
    refused: int
    """Denied, or ended before that day: not counted."""

    @property
    def unheard(self) -> int:
        return self.registered - self.confirmed - self.differing - self.refused


def heard_of(year: int) -> Heard:
    day = year_end(year)
    claims = [row.claim for row in Partner.objects.filter(in_force(day)).order_by()]
    return Heard(
        registered=len(claims),
        confirmed=sum(is_confirmed(claim, day) for claim in claims),
        differing=sum(claim.word == Word.DIFFERS for claim in claims),
        refused=sum(not stands(claim, day) for claim in claims),
    )


def partners_listed(*, school: int | None, word: str, find: str) -> QuerySet[Partner]:
    """``word``: one of the enterprise's, or ``silent`` for those that have said nothing."""
    rows = Partner.objects.all()
    if school is not None:
        rows = rows.filter(programme__school=school)
    if word:
        rows = rows.filter(word="" if word == "silent" else word)
    if find:
        rows = rows.filter(Q(enterprise__name__icontains=find) | Q(programme__specialty_name__icontains=find))
    return rows.order_by("programme__school__name_pinyin", "programme__specialty_code", "-since", "pk")


def waiting(identity: Identity, today: date) -> Iterator[Todo]:
    """What enterprises have said otherwise of a school's partnerships, until the school has replied. One query."""
    if not KEYS.holds(identity, "reply_mentor"):
        return
    owed = PartnerAsk.objects.filter(replied_on=None).exclude(due_on=None)
    rows = KEYS.within(identity, "reply_mentor", owed).select_related("partner__enterprise", "partner__programme")
    for row in rows.order_by("due_on", "pk"):
        partner = row.partner
        yield Todo(
            f"核对{partner.enterprise}对{partner.programme.specialty_name}{partner.get_kind_display()}的答复：{row.get_answer_display()}",
            "企业的答复与本校登记的校企合作不一致。",
            "企业说没有或已结束的不计入深度覆盖；不答复就不能再请企业核对。",
            reverse("programmes:reply_mentor", args=[row.pk]),
            row.due_on,
            kind="partner_question",
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
