"""Tell how many graduates have confirmed themselves: every night, in steps no single answer can be read from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from ..models import Definition, Told
from ..queries.compute import Scope
from ..queries.confirmed import confirmed_counts
from ..queries.definitions import in_force
from ..queries.disclosure import published
from ..rules.formula import above, needs_evidence
from ..rules.shipped import DEFAULTS
from ..rules.suppression import Word, words_told

YEARS = 5


def tell_confirmed(today: date) -> None:
    for year in range(today.year - YEARS + 1, today.year + 1):
        tell_confirmed_of(year, today)


@transaction.atomic
def tell_confirmed_of(year: int, today: date) -> dict[int, int | None]:
    """Definition → what is told of the group's cohort. Of a single school nothing is told: it could tell who said no."""
    rows = [row for row in in_force(today) if needs_evidence(row.spec)]
    rows.sort(key=lambda row: (row.code not in DEFAULTS.values(), row.code))
    before = {told.definition_id: told.people for told in Told.objects.select_for_update().filter(year=year)}
    counts = confirmed_counts(year)
    figures = published(rows, [Scope(year)], on=today)
    said = [
        Word(
            of=figure.numerator or 0,
            confirmed=0 if figure.withheld else above(row.spec, counts)[1],
            before=before.get(row.pk),
        )
        for row, figure in zip(rows, figures, strict=True)
    ]
    found = dict(zip([row.pk for row in rows], words_told(said), strict=True))
    _write(year, {key: people for key, people in found.items() if before.get(key, -1) != people}, rows, today)
    return found


def _write(year: int, moved: dict[int, int | None], rows: Collection[Definition], today: date) -> None:
    Told.objects.bulk_create(
        [
            Told(year=year, definition=row, people=moved[row.pk], told_on=today)
            for row in rows
            if row.pk in moved
            and (moved[row.pk] is not None or Told.objects.filter(year=year, definition=row).exists())
        ],
        update_conflicts=True,
        unique_fields=["year", "definition"],
        update_fields=["people", "told_on"],
    )
