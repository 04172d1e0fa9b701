"""The beat shared by the pages of one export: seen by who asked, and by who may decide."""

from __future__ import annotations

from django.http import Http404

from shouwei.core.keys import SignedInRequest

from ..models import Export
from ..permissions import KEYS

ROWS = Export.objects.select_related("asked_by__user", "asked_by__organisation", "decided_by__user", "decided_by__organisation")  # fmt: skip


def export_or_404(request: SignedInRequest, pk: int) -> Export:
    for action in ("view_export", "decide_export"):
        found = KEYS.within(request.identity, action, ROWS.all()).filter(pk=pk).first()
        if found is not None:
            return found
    raise Http404
