"""What is withheld of a year: decided once for every outlet, until something behind the figures is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import connection

from shouwei.core.acting import acting_as_system
from shouwei.core.remembered import remembered

from ..models import Definition, Kept, Stale
from ..rules.disclosure import Vector, atoms_of, everybody, sums_of, vector, withheld
from ..rules.formula import WORK
from ..rules.shipped import DEFAULTS
from .compute import Figure, Scope, figures_of
from .facts import facts_of, schools_of

PART_SUMS: tuple[tuple[str, Vector], ...] = (
    ("part.city", vector(WORK, "workplace", ("city",), proven=True)),
    ("part.province", vector(WORK, "workplace", ("province",), proven=True)),
    ("part.elsewhere", vector(WORK, "workplace", ("elsewhere",), proven=True)),
    (
        "part.unproven",
        vector(WORK) - vector(WORK, "workplace", ("city", "province", "elsewhere"), proven=True),
    ),
    ("part.study", vector(("study",))),
    ("part.service", vector(("service",))),
    ("part.open", vector(("waiting", "not_seeking"))),
    ("part.unknown", everybody() - vector(("contract", "other", "service", "study", "waiting", "not_seeking"))),
)
"""The totals of the schools' table, in the order of its columns."""


SMALL = """
SELECT DISTINCT year FROM (
    SELECT year, sum(people) AS whole, max(people) AS most FROM (
        SELECT year, school_id, kind, sum(people) AS people FROM (
            SELECT s.year, s.school_id, v.kind, v.people FROM (
                SELECT year, school_id, part, basis, place, claimed, proven FROM indicators_tally
                WHERE year = ANY(%(years)s) AND school_id IS NOT NULL
                UNION ALL SELECT year, school_id, part, basis, place, claimed, proven FROM indicators_pending
                WHERE year = ANY(%(years)s)
            ) AS s, LATERAL (VALUES
                (CASE WHEN part = 'roll' THEN 'unknown' ELSE part || basis || place || '+' END,
                    CASE WHEN part = 'roll' THEN claimed ELSE proven END),
                (CASE WHEN part = 'roll' THEN 'unknown' ELSE part || basis || place || '-' END,
                    CASE WHEN part = 'roll' THEN 0 ELSE claimed - proven END),
                ('unknown', CASE WHEN basis = 'workplace' THEN -claimed ELSE 0 END)
            ) AS v(kind, people)
        ) AS lines GROUP BY 1, 2, 3
    ) AS schools GROUP BY year, kind
) AS atoms WHERE whole BETWEEN 1 AND 4 OR whole - most BETWEEN 1 AND 4
"""
"""Years in which an atom is small, of the group or of all schools but its largest; in all others nothing can be small."""
MOVED = "SELECT DISTINCT year FROM indicators_pending WHERE year = ANY(%s)"


def withheld_of(years: Collection[int]) -> dict[int, frozenset[str]]:
    """Names of sums by year: ``code.version:numerator`` and the like, ``part.…`` for totals of the schools' table."""
    asked = tuple(sorted(years))
    return remembered(("withheld", asked), lambda: _as_kept(set(asked)), state="indicators_state()")


def _as_kept(years: set[int]) -> dict[int, frozenset[str]]:
    """As decided when the sums were last gathered in; years that have moved since are decided on anew."""
    with acting_as_system("what is withheld of the group's figures is decided over all its schools"):
        rows = Kept.objects.filter(kind=Kept.Kind.WITHHELD, year__in=years)
        known = {year: frozenset(names) for year, names in rows.values_list("year", "numbers")}
        if Stale.objects.filter(kind="words").exists():
            known = {}
        with connection.cursor() as cursor:
            cursor.execute(MOVED, [list(years)])
            late = {year for (year,) in cursor.fetchall()} | years - known.keys()
    return known | decided(late)


def decided(years: Collection[int]) -> dict[int, frozenset[str]]:
    """One query where nothing is small."""
    if not years:
        return {}
    because = "what is withheld of the group's figures is decided over all its schools"
    with acting_as_system(because), connection.cursor() as cursor:
        cursor.execute(SMALL, {"years": list(years)})
        small = {year for (year,) in cursor.fetchall()}
    return {year: _decided(year) if year in small else frozenset() for year in years}


def _decided(year: int) -> frozenset[str]:
    schools = schools_of(year)
    facts = facts_of([(year, None), *((year, key) for key in schools)], level="", kinds=("destinations",))
    whole = atoms_of(facts[year, None])
    others = [[a - b for a, b in zip(whole, atoms_of(facts[year, key]), strict=True)] for key in schools]
    return withheld(whole, wanted(), others if len(schools) > 1 else [])


def wanted() -> list[tuple[str, Vector]]:
    """In order of weight: the roll, the proposals and whatever was adopted, the other definitions and
    drafts on trial, the table, what was only claimed."""
    rows = Definition.objects.filter(spec__fact="destinations").order_by("code", "version")
    definitions = sorted(
        rows, key=lambda row: (row.state != Definition.State.PUBLISHED, row.code not in DEFAULTS.values())
    )
    sums = {(row.code, row.version): sums_of(row.spec) for row in definitions}
    asked: list[tuple[str, Vector]] = [("roll", everybody())]
    for which in ("denominator", "numerator"):
        asked += [(f"{code}.{version}:{which}", rows[which]) for (code, version), rows in sums.items() if which in rows]
    asked += PART_SUMS
    return asked + [
        (f"{code}.{version}:claimed", rows["claimed"]) for (code, version), rows in sums.items() if "claimed" in rows
    ]


def published(definitions: Collection[Definition], scopes: Collection[Scope], *, on: date) -> list[Figure]:
    """Figures as every page, paper, display and interface prints them."""
    figures = figures_of(definitions, scopes, on=on)
    years = {figure.scope.year for figure in figures if figure.fact == "destinations" and figure.scope.school is None}
    hidden = withheld_of(years) if years else {}
    return [disclosed(figure, hidden.get(figure.scope.year, frozenset())) for figure in figures]


def disclosed(figure: Figure, hidden: Collection[str]) -> Figure:
    """A figure of the group as it may be printed anywhere; one of a school is printed only to whom its rows are open."""
    if figure.fact != "destinations" or figure.scope.school is not None:
        return figure
    name = f"{figure.code}.{figure.version}"
    if f"{name}:numerator" in hidden or f"{name}:denominator" in hidden:
        return replace(
            figure,
            value=None,
            numerator=None,
            claimed=None,
            reported=None,
            confirmed=None,
            audited=None,
            denominator=None if f"{name}:denominator" in hidden else figure.denominator,
            withheld=True,
        )
    return replace(figure, claimed=None, withheld_claim=True) if f"{name}:claimed" in hidden else figure
