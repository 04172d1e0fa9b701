"""Hand out one piece of evidence, or an older edition of it; nothing is ever served by path."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.documents.handing_out import handed_out
from shouwei.ground.documents.models import StoredFile

from ..models import Evidence
from ..permissions import KEYS


@KEYS.page("view_evidence")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Evidence.objects.select_related("file", "duty__task", "duty__organisation")
    evidence = KEYS.fetch(request.identity, "view_evidence", rows, pk=pk)
    try:
        return handed_out(_edition(evidence, request.GET.get("edition", "")), inline="view" in request.GET)
    except Refused as refusal:
        return render(
            request, "planning/evidence_damaged.html", {"evidence": evidence, "fault": str(refusal)}, status=503
        )


def _edition(evidence: Evidence, number: str) -> StoredFile:
    if not number:
        return evidence.file
    older = evidence.file.editions.filter(number=int(number) if number.isdecimal() else 0).select_related("old").first()
    if older is None:
        raise Http404
    return older.old
