"""The file itself, for the person who asked."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Export
from ..permissions import KEYS
from ..workflows.fetch_export import fetch_export

OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "xlsx": f"{OOXML}spreadsheetml.sheet",
    "docx": f"{OOXML}wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@KEYS.page("ask_export")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    export = KEYS.fetch(request.identity, "ask_export", Export.objects.all(), pk=pk)
    try:
        data = fetch_export(export, by=request.identity)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(export)
    answer = HttpResponse(data, content_type=TYPES[export.format])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(export.file_name, safe='')}"
    answer["Cache-Control"] = "no-store, private"
    return answer
