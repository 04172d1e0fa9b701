"""Hand out one paper of a graduate, or an older edition of it; every time is written down, nothing is served by path."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.documents.handing_out import handed_out
from shouwei.ground.documents.models import StoredFile

from ..models import Proof
from ..permissions import KEYS
from ..workflows.look_at_proof import look_at_proof
from .view_proof import papers, reason_given


@KEYS.page("view_proof")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    proof = KEYS.fetch(request.identity, "view_proof", papers(), pk=pk)
    reason = reason_given(request, proof)
    if reason is None:
        return redirect("employment:view_proof", pk)
    shown = "view" in request.GET
    try:
        response = handed_out(_edition(proof, request.GET.get("edition", "")), inline=shown)
        look_at_proof(proof, how="查看" if shown else "下载", reason=reason, by=request.identity)
    except Refused as refusal:
        context = {"proof": proof, "row": proof.destination, "file": proof.file, "fault": str(refusal)}
        return render(request, "employment/view_proof.html", context, status=503)
    # Read again, written down again: papers stay in no cache of a shared machine.
    response["Cache-Control"] = "no-store"
    return response


def _edition(proof: Proof, number: str) -> StoredFile:
    if proof.file is None:
        raise Http404
    if not number:
        return proof.file
    older = proof.file.editions.filter(number=int(number) if number.isdecimal() else 0).select_related("old").first()
    if older is None:
        raise Http404
    return older.old
