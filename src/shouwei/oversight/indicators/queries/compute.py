"""Figures out of counts: never a walk over students or destinations, so a million graduates cost what ten thousand do.

``facts_of`` reads the counts of many scopes at once; ``compute`` and ``figures_of`` give what a page shows. What a graduate said
himself is not in these figures: see ``queries/confirmed.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Func, IntegerField, Sum

from shouwei.core.acting import acting_as_system
from shouwei.ground.learners.models import ADULTS, RollCount
from shouwei.work.admissions.models import Baseline, Intake
from shouwei.work.admissions.queries import base_year
from shouwei.work.employment.models import DestinationCount, Drawn, Sample
from shouwei.work.employment.rules.sampling import true_share
from shouwei.work.programmes.queries import Asked, coverage_of
from shouwei.work.programmes.rules.coverage import Depth

from ..models import Definition
from ..rules.formula import Cell, Counts, evaluate, in_words

COLUMNS = ("stem", "workplace", "registered", "band", "contested", "locked")
Place = tuple[int, int | None]
"""year, school; None for the group."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure: a year (of graduation, of intake, of coverage), one school or the group, one level or all."""

    year: int
    school: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its foot. ``reported``, ``confirmed``, ``audited`` are numerators, None where they do not apply or may not be
    shown; ``value`` rests on ``numerator`` (E2 and better where evidence applies)."""

    code: str
    version: int
    name: str
    unit: str
    words: str
    caveat: str
    cut_off: str
    source: str
    scope: Scope
    on: date
    value: float | None
    numerator: int | None
    denominator: int | None
    claimed: int | None
    reported: int | None
    confirmed: int | None
    audited: int | None
    provisional: bool

    @property
    def number(self) -> float | None:
        """As shown before the unit."""
        return None if self.value is None else self.value * 100 if self.unit == "%" else self.value

    def share(self, numerator: int | None) -> float | None:
        return None if numerator is None or not self.denominator else numerator / self.denominator


def compute(definition: Definition, scope: Scope, *, on: date) -> Figure:
    return figures_of([definition], [scope], on=on)[0]


def figures_of(definitions: Collection[Definition], scopes: Collection[Scope], *, on: date) -> list[Figure]:
    """Definition by definition within scope by scope. The number of queries depends on years and levels, not on scopes."""
    facts = facts_for(scopes, kinds={row.spec["fact"] for row in definitions})
    audited = {year: audited_share(year) for year in {scope.year for scope in scopes if scope.school is None}}
    return [
        figure_of(row, scope, facts[scope], on=on, true=audited.get(scope.year) if not scope.level else None)
        for scope in scopes
        for row in definitions
    ]


def figure_of(row: Definition, scope: Scope, facts: Counts, *, on: date, true: float | None) -> Figure:
    """``true``: lower bound of the true share, for the whole group only."""
    found = evaluate(row.spec, facts)
    reported = found.numerator if found.evidence else None
    return Figure(
        row.code,
        row.version,
        row.name,
        row.unit,
        in_words(row.spec),
        row.caveat,
        row.cut_off,
        row.source,
        scope,
        on,
        found.value,
        found.numerator,
        found.denominator,
        found.claimed,
        reported,
        None,
        int(reported * true) if reported is not None and true is not None and scope.school is None else None,
        found.provisional,
    )


def facts_for(scopes: Iterable[Scope], *, kinds: Collection[str]) -> dict[Scope, Counts]:
    """Counts of every scope; scopes of one level are read together."""
    found: dict[Scope, Counts] = {}
    by_level: dict[str, list[Scope]] = defaultdict(list)
    for scope in scopes:
        by_level[scope.level].append(scope)
    for level, asked in by_level.items():
        places = [(scope.year, scope.school) for scope in asked]
        facts = facts_of(places, level=level, kinds=kinds)
        found |= {scope: facts[scope.year, scope.school] for scope in asked}
    return found


def facts_of(places: Collection[Place], *, level: str, kinds: Collection[str]) -> dict[Place, Counts]:
    facts = dict.fromkeys(places, Counts())
    with acting_as_system("figures of the group are counted over all its schools"):
        if "destinations" in kinds:
            facts = _with_destinations(facts, level)
        if "intake" in kinds:
            facts = _with_intake(facts, level)
        if "coverage" in kinds:
            facts = _with_coverage(facts, level)
    return facts


def _with_destinations(facts: dict[Place, Counts], level: str) -> dict[Place, Counts]:
    """Two queries for the schools asked for, two for the group."""
    for single in (True, False):
        asked = {place for place in facts if (place[1] is not None) is single}
        if not asked:
            continue
        cells: dict[Place, list[Cell]] = defaultdict(list)
        graduates: dict[Place, int] = {}
        lines = DestinationCount.objects.filter(cohort__in={year for year, _ in asked})
        roll = RollCount.objects.filter(cohort__in={year for year, _ in asked})
        if single:
            lines = lines.filter(school__in={school for _, school in asked})
            roll = roll.filter(school__in={school for _, school in asked})
        if level:
            lines, roll = lines.filter(level=level), roll.filter(level=level)
        by = ("cohort", "school") if single else ("cohort",)
        for row in lines.values_list(*by, *COLUMNS).annotate(n=Sum("people")).order_by():
            place = (row[0], row[1] if single else None)
            stem, workplace, registered, band, contested, locked, people = row[len(by) :]
            if people:
                cells[place].append(Cell(stem, workplace, registered, band, contested, locked, people))
        for row in roll.values_list(*by).annotate(n=Sum("people")).order_by():
            graduates[row[0], row[1] if single else None] = row[-1]
        for place in asked:
            facts[place] = replace(facts[place], graduates=graduates.get(place, 0), cells=tuple(cells[place]))
    return facts


def _with_intake(facts: dict[Place, Counts], level: str) -> dict[Place, Counts]:
    """Registered of schools and group with the baseline of the base year; there is no baseline by level."""
    rows = Intake.objects.filter(year__in={year for year, _ in facts}).exclude(registered=None)
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
    bases = {(row.school_id, row.includes_adults): row.registered for row in Baseline.objects.filter(year=base_year())}
    for place in facts:
        if place in people:
            base, regular = (None, None) if level else (bases.get((place[1], True)), bases.get((place[1], False)))
            intake, adults = people[place]
            facts[place] = replace(facts[place], intake=intake, adults=adults, baseline=base, baseline_regular=regular)
    return facts


def _with_coverage(facts: dict[Place, Counts], level: str) -> dict[Place, Counts]:
    """A member covers what its own programmes cover."""
    worked_out = {year: coverage_of(Asked(year=year, level=level)) for year in {year for year, _ in facts}}
    for place in facts:
        whole = worked_out[place[0]]
        depths = (
            list(whole.depths.values())
            if place[1] is None
            else [cell.depth for (_, school), cell in whole.cells.items() if school == place[1]]
        )
        covered = {depth.name.lower(): sum(reached >= depth for reached in depths) for depth in Depth if depth}
        facts[place] = replace(facts[place], covered=covered, units=len(whole.units))
    return facts


def audited_share(year: int) -> float | None:
    """Lower bound (95 %) of the true share by the newest revealed sample of a cohort; None before anybody looked."""
    with acting_as_system("a sample's findings bound the group's figure"):
        length = Func(F("roster"), function="jsonb_array_length", output_field=IntegerField())
        sample = (
            Sample.objects.filter(cohort=year)
            .exclude(revealed_at=None)
            .annotate(listed=length)
            .values_list("pk", "listed")
            .first()
        )
        if sample is None:
            return None
        findings = Drawn.objects.filter(sample=sample[0], finding__in=["true", "false"])
        return true_share(sample[1] or 0, [found == "true" for found in findings.values_list("finding", flat=True)])
