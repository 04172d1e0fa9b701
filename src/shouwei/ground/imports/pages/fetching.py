"""The beats shared by the pages of one import."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse

from shouwei.core.keys import SignedInRequest
from shouwei.core.sheets import Sheet

from ..models import Import
from ..permissions import KEYS
from ..queries import sheet_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_or_404(request: SignedInRequest, noun: str) -> Sheet:
    sheet = sheet_for(request.identity, noun)
    if sheet is None:
        raise Http404
    return sheet


def batch_or_404(request: SignedInRequest, action: str, pk: int) -> Import:
    rows = Import.objects.select_related("uploaded_by__user", "uploaded_by__organisation", "progress")
    return KEYS.fetch(request.identity, action, rows, pk=pk)


def as_file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer
