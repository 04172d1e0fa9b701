"""One box for everything: what every room has of it, as far as one may see; Chinese text, pinyin initials, codes and numbers."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.finding.words import LONGEST
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.oversight.planning.queries.plans import current_plan_id

from ..search import everything_for


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", "").strip()
    found = everything_for(request.identity, typed, today(), plan=current_plan_id())
    context = {"q": typed[:LONGEST], "was_longer": len(typed) > LONGEST, "longest": LONGEST, "found": found}
    return render(request, "desk/search.html", context)
