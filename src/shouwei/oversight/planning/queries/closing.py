"""Applications for more time and for completion that wait for somebody."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from shouwei.ground.people.models import Identity

from ..models import Completion, Extension
from ..permissions import KEYS

OPEN_EXTENSION = (Extension.State.ASKED, Extension.State.ENDORSED)
OPEN_COMPLETION = (Completion.State.ASKED, Completion.State.ACCEPTED)

_DUTY = ("duty__task__plan", "duty__task__lead", "duty__organisation", "asked_by__user")


def extensions_waiting(identity: Identity | None) -> QuerySet[Extension]:
    """Open applications for more time this identity may act on at some stage, oldest first."""
    rows = KEYS.within(identity, "endorse_extension", Extension.objects.filter(state__in=OPEN_EXTENSION))
    return rows.select_related(*_DUTY).order_by("asked_on", "pk")


def completions_waiting(identity: Identity | None) -> QuerySet[Completion]:
    """Open applications for completion this identity may act on at some stage, oldest first."""
    rows = KEYS.within(identity, "review_completion", Completion.objects.filter(state__in=OPEN_COMPLETION))
    return (
        rows.select_related(*_DUTY)
        .annotate(file_count=Count("duty__evidence", filter=Q(duty__evidence__withdrawn_on=None)))
        .order_by("asked_on", "pk")
    )
