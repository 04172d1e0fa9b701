"""Which definition holds, and what stands beside it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from ..models import Adoption, Definition
from ..rules.shipped import DEFAULTS


def in_force(day: date) -> QuerySet[Definition]:
    """The published version of every code on a day, the newest where two overlap."""
    known = Definition.objects.filter(state=Definition.State.PUBLISHED, valid_from__lte=day)
    return known.filter(Q(valid_until=None) | Q(valid_until__gte=day)).order_by("code", "-version").distinct("code")


def definition_for(target: str, year: int) -> tuple[Definition | None, Adoption | None]:
    """What the council adopted for the year; else the proposal the system comes with, and no adoption."""
    return definitions_for((target,), year)[target]


def definitions_for(targets: tuple[str, ...], year: int) -> dict[str, tuple[Definition | None, Adoption | None]]:
    """The same for several targets; two queries."""
    adopted = {row.target: row for row in Adoption.objects.filter(year=year).select_related("definition")}
    newest: dict[str, Definition] = {}
    rows = Definition.objects.filter(code__in=DEFAULTS.values(), state=Definition.State.PUBLISHED)
    for row in rows.order_by("version"):
        newest[row.target] = row
    return {
        target: (adopted[target].definition, adopted[target]) if target in adopted else (newest.get(target), None)
        for target in targets
    }


def beside(target: str, day: date) -> list[Definition]:
    """Every reading of one target, for showing them side by side."""
    return [row for row in in_force(day) if row.target == target]
