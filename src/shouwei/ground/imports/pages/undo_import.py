"""Undo an import as a whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..permissions import KEYS
from ..workflows.carry_on import now_or_later
from ..workflows.undo_import import ask_undo
from .fetching import batch_or_404, sheet_or_404


@KEYS.page("make_import")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = batch_or_404(request, "make_import", pk)
    sheet_or_404(request, batch.noun)
    try:
        now_or_later(ask_undo(batch, by=request.identity), today=today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)
