"""How far an import is: the part of the page that asks again by itself; when the work is over, it brings the whole page along."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from .fetching import batch_or_404


@KEYS.page("view_import")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = batch_or_404(request, "view_import", pk)
    answer = render(request, "imports/progress.html", {"batch": batch})
    if not batch.is_working:
        answer["HX-Redirect"] = batch.get_absolute_url()
    return answer
