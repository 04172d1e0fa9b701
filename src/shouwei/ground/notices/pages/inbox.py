"""My messages, unread first."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..queries.inbox import kinds_of, messages_of
from .tabs import tabs


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    kinds = kinds_of(request.identity)
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    unread = request.GET.get("unread") == "1"
    mine = messages_of(request.identity, kind=kind, unread=unread)
    context = {
        "rows": Paginator(mine, 30).get_page(request.GET.get("page")),
        "kinds": kinds,
        "kind": kind,
        "unread": unread,
        "tabs": tabs(request, "inbox"),
    }
    return render(request, "notices/inbox.html", context)
