"""Which definition holds, and what stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from shouwei.core.text import in_words
from shouwei.core.todos import Todo
from shouwei.ground.people.models import Identity

from ..models import Adoption, Definition
from ..permissions import KEYS
from ..rules.formula import with_adults
from ..rules.reviewing import must_be_reviewed
from ..rules.shipped import DEFAULTS, DEFINITIONS

ORDER = {shipped.code: place for place, shipped in enumerate(DEFINITIONS)}


def waiting(identity: Identity | None) -> Iterator[Todo]:
    """Definitions somebody has put forward, for whom it is to decide; one query."""
    if not KEYS.holds(identity, "decide_definition"):
        return
    for row in Definition.objects.filter(state=Definition.State.PROPOSED).order_by("valid_from", "pk"):
        yield Todo(
            f"议定口径“{row.name}”第{row.version}版",
            f"{row.owner}已提请议定，现行版与本版的差别和历年试算都在页面上。",
            f"议定以前仍按现行口径计算；拟自{in_words(row.valid_from)}起有效。",
            row.get_absolute_url(),
            row.valid_from,
            kind="definition",
        )


def followed_by(row: Definition) -> Definition | None:
    """The published version before this one."""
    before = Definition.objects.filter(code=row.code, version__lt=row.version, state=Definition.State.PUBLISHED)
    return before.order_by("-version").first()


def moves_the_figure(row: Definition) -> bool:
    """Whether it counts otherwise than the version it follows, so that name and caveat are read again."""
    before = followed_by(row)
    return before is not None and must_be_reviewed(vars(before), vars(row))


def in_force(day: date) -> QuerySet[Definition]:
    """The published version of every code on a day, the newest where two overlap."""
    known = Definition.objects.filter(state=Definition.State.PUBLISHED, valid_from__lte=day)
    return known.filter(Q(valid_until=None) | Q(valid_until__gte=day)).order_by("code", "-version").distinct("code")


Held = dict[str, tuple[Definition | None, Adoption | None]]
"""target → what the council adopted for the year; else the proposal the system comes with, and no adoption."""


def definitions_by_year(targets: tuple[str, ...], years: Collection[int]) -> dict[int, Held]:
    """Which definition each target counts by in each year; two queries."""
    rows = Adoption.objects.filter(year__in=years).select_related("definition")
    adopted = {(row.year, row.target): row for row in rows}
    proposed = Definition.objects.filter(code__in=DEFAULTS.values(), state=Definition.State.PUBLISHED)
    versions = list(proposed.order_by("version"))
    newest = {
        year: {row.target: row for row in versions if row.version == 1 or row.valid_from.year <= year} for year in years
    }
    return {
        year: {
            target: (adopted[year, target].definition, adopted[year, target])
            if (year, target) in adopted
            else (newest[year].get(target), None)
            for target in targets
        }
        for year in years
    }


def with_and_without(rows: Collection[Definition], day: date) -> dict[int, Definition]:
    """Reading → the one in force that counts the same otherwise and differs in adult intake (扩招) alone. One query."""
    known = {_same(row.spec, with_adults(row.spec)): row for row in in_force(day) if row.target}
    found = {row.pk: known.get(_same(row.spec, not with_adults(row.spec))) for row in rows}
    return {pk: row for pk, row in found.items() if row is not None}


def _same(spec: Mapping[str, Any], adults: bool) -> frozenset[tuple[str, Any]]:
    return frozenset(({**spec, "adults": adults}).items())


def beside(target: str, day: date) -> list[Definition]:
    """Every reading of one target, for showing them side by side, the shipped ones as shipped: by workplace before by registration,
    of the same people city and province beside each other.
    """
    return sorted(
        (row for row in in_force(day) if row.target == target),
        key=lambda row: (ORDER.get(row.code, len(ORDER)), row.code),
    )
