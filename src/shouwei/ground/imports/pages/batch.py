"""One import in whatever state it is: its progress, its preview, its receipt."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.sheets import SHEETS

from ..models import Import, ImportFile
from ..permissions import KEYS
from ..rules.steps import may_undo
from .fetching import batch_or_404

STEPS = {"checking": 1, "checked": 2, "storing": 3, "done": 4, "undoing": 4, "undone": 4, "refused": 1, "cancelled": 2}


@KEYS.page("view_import")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = batch_or_404(request, "view_import", pk)
    return render(request, "imports/batch.html", shown_of(request, batch))


def shown_of(request: SignedInRequest, batch: Import) -> dict[str, object]:
    kept = ImportFile.objects.filter(batch=batch).exists()
    sheet = SHEETS.get(batch.noun)
    mine = KEYS.opens(request.identity, "make_import", batch) and sheet is not None and sheet.opens(request.identity)
    undo = may_undo(state=batch.state, until=batch.undo_until, now=now(), kept=kept)
    return {
        "batch": batch,
        "step": STEPS[batch.state],
        "kept": kept,
        "mine": mine,
        "may_undo": mine and bool(undo),
        "undo_refusal": undo.reason,
        "list_url": sheet.list_url if sheet else "",
        "total_left": max(batch.summary.get("fault_count", 0) - len(batch.summary.get("faults", ())), 0),
    }
