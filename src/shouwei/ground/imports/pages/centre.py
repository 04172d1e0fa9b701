"""The import centre: what may be imported, and the imports so far."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Import
from ..permissions import KEYS
from ..queries import sheets_for


@KEYS.page("view_import")
def page(request: SignedInRequest) -> HttpResponse:
    rows = KEYS.within(request.identity, "view_import", Import.objects.all())
    ordered = rows.select_related("uploaded_by__user", "uploaded_by__organisation").defer("summary")
    may_make = KEYS.holds(request.identity, "make_import")
    context = {
        "sheets": sheets_for(request.identity) if may_make else [],
        "rows": Paginator(ordered, 20).get_page(request.GET.get("page")),
    }
    return render(request, "imports/centre.html", context)
