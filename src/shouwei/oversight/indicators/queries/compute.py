"""Figures out of counts: never a walk over students or destinations, so a million graduates cost what ten thousand do.

``facts.py`` reads the counts of many scopes at once; ``compute`` and ``figures_of`` give what a page shows. What a graduate said
himself is not in these figures: see ``queries/confirmed.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from shouwei.work.employment.models import Sample
from shouwei.work.employment.sampled import least_true

from ..models import Definition
from ..rules.formula import Counts, evaluate, in_words, needs_evidence, with_adults
from .facts import facts_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure: a year (of graduation, of intake, of coverage), one school or the group, one level or all."""

    year: int
    school: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """What has been amended, in words, and where to read it."""

    words: str
    url: str


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
    fact: str = ""
    withheld: bool = False
    """Not printed, because a small number could be worked out from it."""
    withheld_claim: bool = False
    told_on: date | None = None
    """The day of the edition it is of; None where it is as of now."""
    amended: Amended | None = None
    adults: bool = True
    """Adult intake (扩招) is counted."""

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
    proven = any(needs_evidence(row.spec) for row in definitions)
    audited = audited_shares({scope.year for scope in scopes if scope.school is None}) if proven else {}
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
        row.spec["fact"],
        adults=with_adults(row.spec),
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


def audited_shares(years: Collection[int]) -> dict[int, float]:
    """Lower bound (95 %) of the true share by each cohort's newest sample that bounds it; no entry before there is one."""
    revealed = list(Sample.objects.filter(cohort__in=years).exclude(revealed_at=None).order_by("pk"))
    bounds = least_true(revealed)
    return {sample.cohort: bounds[sample.pk] for sample in revealed if sample.pk in bounds}
