"""The links an organisation has sent, and how they stand."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..models import Link
from ..permissions import KEYS
from ..purposes import PURPOSES
from ..queries import links_listed
from ..rules.links import State

STATES = {
    State.WAITING: "in_review",
    State.OPEN: "normal",
    State.USED: "done",
    State.LAPSED: "behind",
    State.EXPIRED: "behind",
    State.BLOCKED: "overdue",
    State.REVOKED: "stopped",
}


@KEYS.page("view_links")
def page(request: SignedInRequest) -> HttpResponse:
    links = KEYS.within(request.identity, "view_links", Link.objects.all())
    shown = Paginator(links_wanted(links, request.GET), 30).get_page(request.GET.get("page"))
    moment = now()
    rows = [
        {
            "link": link,
            "kind": PURPOSES[link.purpose].title if link.purpose in PURPOSES else link.purpose,
            "state": STATES[link.state(moment)],
            "label": link.state_label(moment),
            "address_shown": link.purpose in PURPOSES and PURPOSES[link.purpose].shown_to_issuer,
            "live": link.state(moment) in (State.WAITING, State.OPEN),
            "used": link.state(moment) is State.USED,
        }
        for link in shown
    ]
    context = {
        "rows": rows,
        "page": shown,
        "purposes": PURPOSES.values(),
        "purpose": request.GET.get("purpose", ""),
        "find": request.GET.get("find", ""),
        "may_act": KEYS.holds(request.identity, "revoke_link"),
    }
    return render(request, "links/links.html", context)


def links_wanted(links: QuerySet[Link], query: QueryDict) -> QuerySet[Link]:
    """As the address asks; a number is the number of a link."""
    find = query.get("find", "").strip()[:60]
    if find.isascii() and find.isdecimal():
        links, find = links.filter(pk=int(find[:15])), ""
    return links_listed(links, purpose=query.get("purpose", ""), find=find)
