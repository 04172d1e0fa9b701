"""One box for everything: tasks, members, documents; Chinese text, pinyin initials, numbers."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page

from ..search import found_for


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    q = request.GET.get("q", "").replace("\0", "").strip()[:50]
    return render(request, "desk/search.html", {"q": q, "found": found_for(request.identity, q, today()) if q else []})
