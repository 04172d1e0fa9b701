"""Applications for more time and for completion that wait for the lead or the secretariat."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries.closing import completions_waiting, extensions_waiting

PER_PAGE = 50


@KEYS.page("endorse_extension")
def page(request: SignedInRequest) -> HttpResponse:
    extensions = Paginator(extensions_waiting(request.identity), PER_PAGE)
    completions = Paginator(completions_waiting(request.identity), PER_PAGE)
    return render(
        request,
        "planning/closing_requests.html",
        {
            "extensions": extensions.get_page(request.GET.get("extensions")),
            "completions": completions.get_page(request.GET.get("completions")),
            "may_decide": KEYS.holds(request.identity, "decide_extension"),
        },
    )
