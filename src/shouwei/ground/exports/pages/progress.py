"""How far an export is: the part of the page that asks again by itself."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from .fetching import export_or_404


@KEYS.page("view_export")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    export = export_or_404(request, pk)
    answer = render(request, "exports/progress.html", {"export": export})
    if export.state != "building":
        answer["HX-Redirect"] = export.get_absolute_url()
    return answer
