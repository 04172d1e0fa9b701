"""Keep how one person wants to be told."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from ..models import Choice, Preference


@transaction.atomic
def choose_ways(preference: Preference, *, choices: Mapping[tuple[str, str], str]) -> None:
    """``choices``: (kind, way) → mode; an empty mode goes back to the group's rule. Nobody else is concerned, so no trail."""
    preference.save()
    mine = Choice.objects.filter(user_id=preference.user_id)
    mine.delete()
    Choice.objects.bulk_create(
        Choice(user_id=preference.user_id, kind=kind, way=way, mode=mode)
        for (kind, way), mode in choices.items()
        if mode
    )
