"""My exports, and those that wait for me as the second person."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Export
from ..permissions import KEYS


@KEYS.page("view_export")
def page(request: SignedInRequest) -> HttpResponse:
    rows = Export.objects.select_related("asked_by__user", "asked_by__organisation")
    mine = KEYS.within(request.identity, "view_export", rows)
    waiting = KEYS.within(request.identity, "decide_export", rows).filter(state=Export.State.WAITING)
    context = {
        "rows": Paginator(mine, 20).get_page(request.GET.get("page")),
        "waiting": waiting.exclude(asked_by__user=request.identity.user)[:50],
    }
    return render(request, "exports/exports.html", context)
