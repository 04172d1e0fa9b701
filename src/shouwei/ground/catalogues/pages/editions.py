"""Every edition of every list, drafts on top."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Edition
from ..permissions import KEYS
from ..rules.shapes import LABELS


@KEYS.page("view_editions")
def page(request: SignedInRequest) -> HttpResponse:
    chosen = request.GET.get("list", "")
    rows = KEYS.within(request.identity, "view_editions", Edition.objects.all())
    if chosen in LABELS:
        rows = rows.filter(catalogue=chosen)
    context = {
        "rows": Paginator(rows.order_by("state", "catalogue", "-used_from", "-pk"), 50).get_page(
            request.GET.get("page")
        ),
        "lists": LABELS.items(),
        "chosen": chosen,
        "may_import": KEYS.holds(request.identity, "import_edition"),
    }
    return render(request, "catalogues/editions.html", context)
