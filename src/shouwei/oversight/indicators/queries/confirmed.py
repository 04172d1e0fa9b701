"""What graduates said themselves, counted: read once a night to be told in steps, never live on a page."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Sum

from shouwei.core.acting import acting_as_system
from shouwei.work.employment.models import StandingCount

from ..rules.formula import PART_OF, Counts, Where


def confirmed_counts(year: int) -> Counts:
    """Destinations of the group's cohort, proven meaning E3 and better with the graduates' own word in it."""
    people: dict[bool, dict[Where, tuple[int, int]]] = {one: defaultdict(lambda: (0, 0)) for one in (True, False)}
    """By whether adult intake alone."""
    with acting_as_system("how many graduates have confirmed is told of the whole group"):
        rows = StandingCount.objects.filter(cohort=year).values_list(
            "stem", "workplace", "registered", "band", "contested", "is_adult"
        )
        for stem, workplace, registered, band, contested, is_adult, n in rows.annotate(n=Sum("people")).order_by():
            for basis, place in (("workplace", workplace), ("registered", registered)):
                key = (PART_OF.get(stem, "other"), basis, place)
                for grown in {False, is_adult}:
                    claimed, sure = people[grown][key]
                    people[grown][key] = (claimed + n, sure + n * (band >= 3 and not contested))
    return Counts(people=people[False], grown=Counts(people=people[True]))
