"""My messages, unread first."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import Notice


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    mine = Notice.objects.filter(to=request.identity).order_by(F("read_at").desc(nulls_first=True), "-pk")
    context = {"rows": Paginator(mine, 50).get_page(request.GET.get("page"))}
    return render(request, "notices/inbox.html", context)
