"""Who looked at my data: each person's own page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import Look
from ..workflows.record_look import YEARS_KEPT


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    rows = Look.objects.filter(person=request.user.pk)
    context = {"rows": Paginator(rows, 30).get_page(request.GET.get("page")), "years": YEARS_KEPT}
    return render(request, "audit/my_looks.html", context)
