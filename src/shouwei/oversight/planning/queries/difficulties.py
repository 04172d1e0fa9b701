"""Difficulties: open ones first, with their age."""

from __future__ import annotations

from django.db.models import F, QuerySet

from shouwei.ground.people.models import Identity

from ..models import Difficulty
from ..permissions import KEYS


def difficulties_for(identity: Identity | None, *, level: str = "", only_open: bool = False) -> QuerySet[Difficulty]:
    """What this identity may see: open ones first, the oldest on top; then those answered, the newest on top."""
    rows = KEYS.within(identity, "view_difficulty", Difficulty.objects.all())
    if level:
        rows = rows.filter(level=level)
    if only_open:
        rows = rows.filter(answered_on=None)
    return rows.select_related(
        "duty__task__plan", "duty__task__lead", "duty__organisation", "report", "answered_by__organisation"
    ).order_by(F("answered_on").desc(nulls_first=True), "raised_on", "pk")


def difficulties_to_answer(identity: Identity | None) -> QuerySet[Difficulty]:
    """Open difficulties at the level of this identity: the council's are the council's, all others the secretariat's."""
    at_council = identity is not None and identity.role == Identity.Role.COUNCIL
    level = Difficulty.Level.COUNCIL if at_council else Difficulty.Level.SECRETARIAT
    return KEYS.within(identity, "answer_difficulty", Difficulty.objects.filter(answered_on=None, level=level))
