"""The trail, newest first, found by person, verb or thing."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Event
from ..permissions import KEYS
from ..queries.chain import state_of_chain
from ..queries.finding import TrailFilter


@KEYS.page("view_trail")
def page(request: SignedInRequest) -> HttpResponse:
    rows = KEYS.within(request.identity, "view_trail", Event.objects.all())
    form = TrailFilter(request.GET)
    rows = form.applied_to(rows)
    context = {"chain": state_of_chain(), "rows": Paginator(rows, 50).get_page(request.GET.get("page")), "form": form}
    return render(request, "audit/trail.html", context)
