"""One bulletin, as it is printed."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest
from shouwei.ground.audit.queries import history_of

from ..models import Bulletin
from ..permissions import KEYS
from ..queries.bulletins import paper_of_bulletin
from .paper_view import shown


@KEYS.page("view_bulletin")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Bulletin.objects.select_related("plan", "snapshot", "drafted_by__user")
    bulletin = KEYS.fetch(request.identity, "view_bulletin", rows, pk=pk)
    may_write = bulletin.issued_on is None and KEYS.opens(request.identity, "write_bulletin", bulletin)
    return render(
        request,
        "planning/bulletin.html",
        {
            "bulletin": bulletin,
            "plan": bulletin.plan,
            "blocks": shown(paper_of_bulletin(bulletin)),
            "may_write": may_write,
            "history": history_of(bulletin).select_related("by")[:30] if may_write else [],
        },
    )
