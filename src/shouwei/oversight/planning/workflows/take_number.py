"""Give the next number of a series: each number once, none left out, however many ask at the same time."""

from __future__ import annotations

from django.db import transaction

from ..models import Numbering

NOTICES = "督办单"


@transaction.atomic
def take_number(series: str, year: int) -> int:
    """The next number, from 1, held under a row lock until the caller's transaction ends; a refusal gives it back."""
    Numbering.objects.get_or_create(series=series, year=year)
    row = Numbering.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
