"""Members of the group, today's and former ones."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Membership
from ..permissions import KEYS


@KEYS.page("view_members")
def page(request: SignedInRequest) -> HttpResponse:
    rows = KEYS.within(request.identity, "view_members", Membership.objects.select_related("organisation"))
    ordered = rows.order_by("organisation__kind", "organisation__name_pinyin", "since")
    context = {
        "rows": Paginator(ordered, 50).get_page(request.GET.get("page")),
        "today": today(),
        "may_change": KEYS.holds(request.identity, "change_members"),
    }
    return render(request, "organisations/members.html", context)
