"""四种分类对照: clusters, quota categories, training sectors and lead industries are different groupings."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import taxonomies


@KEYS.page("view_programmes")
def page(request: SignedInRequest) -> HttpResponse:
    context = {
        "schemes": taxonomies(),
        "may_write": KEYS.holds(request.identity, "write_category"),
        "may_map": KEYS.holds(request.identity, "map_categories"),
    }
    return render(request, "programmes/taxonomies.html", context)
