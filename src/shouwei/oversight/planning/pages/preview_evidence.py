"""Look at one piece of evidence without downloading it: what it shows, its digest, its older editions."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.documents.preview import in_wechat, preview_of
from shouwei.ground.documents.queries import editions_of
from shouwei.ground.documents.workflows.read_whole import read_whole

from ..models import Duty, Evidence
from ..permissions import KEYS


@csp_update({"frame-src": [SELF]})  # the pages of a PDF, which come from our own address
@KEYS.page("view_evidence")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Evidence.objects.select_related("file", "duty__task", "duty__organisation", "attached_by__user")
    evidence = KEYS.fetch(request.identity, "view_evidence", rows, pk=pk)
    own: Duty = evidence.duty
    context: dict[str, Any] = {
        "evidence": evidence,
        "file": evidence.file,
        "file_url": reverse("planning:evidence_file", args=[pk]),
        "inline_url": reverse("planning:evidence_file", args=[pk]) + "?view=1",
        "editions": editions_of(evidence.file),
        "wechat": in_wechat(request.headers.get("User-Agent", "")),
        "may_replace": KEYS.opens(request.identity, "write_report", own) and own.completed_on is None,
    }
    try:
        context["preview"] = preview_of(evidence.file, read_whole(evidence.file))
    except Refused as refusal:
        context["fault"] = str(refusal)
    return render(request, "planning/preview_evidence.html", context, status=503 if "fault" in context else 200)
