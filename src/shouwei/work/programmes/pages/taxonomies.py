"""四种分类对照: clusters, quota categories, training sectors and lead industries are different groupings."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import taxonomies


@KEYS.page("view_programmes")
def page(request: SignedInRequest) -> HttpResponse:
    return render(request, "programmes/taxonomies.html", {"schemes": taxonomies()})
