"""Everyone with an account, by organisation."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Identity
from ..permissions import KEYS


@KEYS.page("view_people")
def page(request: SignedInRequest) -> HttpResponse:
    rows = KEYS.within(request.identity, "view_people", Identity.objects.select_related("user", "organisation"))
    ordered = rows.order_by("organisation__kind", "organisation__name_pinyin", "pk")
    return render(request, "people/people.html", {"rows": Paginator(ordered, 50).get_page(request.GET.get("page"))})
