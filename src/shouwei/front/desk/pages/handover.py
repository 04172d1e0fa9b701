"""交接单: what moved from whom to whom; printed, signed, and taken back within a day."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.people.models import Handover, Identity
from shouwei.ground.people.permissions import KEYS

from ..rules.handing_over import may_undo
from ..workflows.undo_hand_over import undo_hand_over

ROWS = Handover.objects.select_related(
    "identity__user", "identity__organisation", "successor__user", "successor__organisation", "made_by__user"
)


@KEYS.page("view_handover")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    handover = KEYS.fetch(request.identity, "view_handover", ROWS.all(), pk=pk)
    groups = [(what, list(lines)) for what, lines in groupby(handover.lines, key=lambda line: line["what"])]
    undoable = may_undo(undone=handover.undone_at is not None, made_at=handover.made_at, now=now())
    rows = Identity.objects.all()
    context = {
        "handover": handover,
        "groups": groups,
        "undoable": undoable
        and KEYS.within(request.identity, "hand_over_work", rows).filter(pk=handover.identity_id).exists(),
    }
    return render(request, "desk/handover.html", context)


@KEYS.page("hand_over_work")
@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = KEYS.within(request.identity, "hand_over_work", Identity.objects.all())
    handover = KEYS.fetch(request.identity, "view_handover", ROWS.filter(identity__in=mine), pk=pk)
    try:
        back = undo_hand_over(handover, by=request.identity, now=now())
        messages.success(request, f"交接已撤销，退回{back}项，原身份继续有效。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:handover", handover.pk)
