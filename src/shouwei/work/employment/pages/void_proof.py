"""作废材料."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Destination, Proof
from ..permissions import KEYS
from ..workflows.void_proof import void_proof


@KEYS.page("void_proof")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    proof = get_object_or_404(Proof, pk=pk)
    row = KEYS.fetch(request.identity, "void_proof", Destination.objects.all(), pk=proof.destination_id)
    try:
        void_proof(proof, reason=request.POST.get("reason", ""), by=request.identity, today=today())
        messages.success(request, "材料已作废，仍保留在记录里；证据等级随即重新计算。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("employment:destination", row.pk)
