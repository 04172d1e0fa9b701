"""What graduates said themselves, counted: read when a year is frozen, never live on a page."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Sum

from shouwei.core.acting import acting_as_system
from shouwei.work.employment.models import StandingCount

from ..models import Definition
from ..rules.formula import PART_OF, Counts, Where, above, needs_evidence


def confirmed_of(definition: Definition, year: int) -> int | None:
    """People of the group's numerator at E3 or better with their own word in it; None where evidence does not apply."""
    return above(definition.spec, confirmed_counts(year))[1] if needs_evidence(definition.spec) else None


def confirmed_counts(year: int) -> Counts:
    """Destinations of the group's cohort, proven meaning E3 and better with the graduates' own word in it."""
    people: dict[Where, tuple[int, int]] = defaultdict(lambda: (0, 0))
    with acting_as_system("how many graduates have confirmed is told of the whole group"):
        rows = StandingCount.objects.filter(cohort=year).values_list(
            "stem", "workplace", "registered", "band", "contested"
        )
        for stem, workplace, registered, band, contested, n in rows.annotate(n=Sum("people")).order_by():
            for basis, place in (("workplace", workplace), ("registered", registered)):
                key = (PART_OF.get(stem, "other"), basis, place)
                claimed, sure = people[key]
                people[key] = (claimed + n, sure + n * (band >= 3 and not contested))
    return Counts(people=people)
