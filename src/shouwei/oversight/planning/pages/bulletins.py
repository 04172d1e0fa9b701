"""The bulletins of a plan: drafts for the secretariat, issued ones for everybody."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Plan
from ..permissions import KEYS
from ..rules.bulletins import covered

PER_PAGE = 50


@KEYS.page("view_bulletin")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    rows = KEYS.within(request.identity, "view_bulletin", plan.bulletins.all()).select_related("snapshot")
    return render(
        request,
        "planning/bulletins.html",
        {
            "plan": plan,
            "page": Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
            "covered": covered(today()),
            "may_write": KEYS.holds(request.identity, "write_bulletin") and bool(plan.goes_on(today())),
        },
    )
