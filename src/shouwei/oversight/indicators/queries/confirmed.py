"""What graduates said themselves, counted: read when a year is frozen, never live on a page."""

from __future__ import annotations

from django.db.models import Sum

from shouwei.core.acting import acting_as_system
from shouwei.work.employment.models import StandingCount

from ..models import Definition
from ..rules.formula import Cell, at_least, needs_evidence
from .compute import COLUMNS


def confirmed_of(definition: Definition, year: int) -> int | None:
    """People of the group's numerator at E3 or better with their own word in it; None where evidence does not apply."""
    if not needs_evidence(definition.spec):
        return None
    with acting_as_system("a frozen report tells how many graduates have confirmed"):
        rows = StandingCount.objects.filter(cohort=year).values_list(*COLUMNS).annotate(n=Sum("people")).order_by()
        cells = [Cell(*row) for row in rows]
    return at_least(definition.spec, cells, 3)
