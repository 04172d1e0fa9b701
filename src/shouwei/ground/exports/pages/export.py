"""One export: its state, its file, and the decision if it waits for one."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.listings import LISTINGS
from shouwei.ground.documents.preview import in_wechat
from shouwei.ground.people.queries import same_hands

from ..permissions import KEYS
from ..queries import deciders_of
from ..rules.steps import may_fetch
from .fetching import export_or_404


@KEYS.page("view_export")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    export = export_or_404(request, pk)
    is_own = export.asked_by.user_id == request.identity.user_id
    fetch = may_fetch(state=export.state, expires_at=export.expires_at, now=now())
    waits = export.state == "waiting"
    decides = waits and KEYS.opens(request.identity, "decide_export", export)
    stands_in = decides and same_hands(export.asked_by, request.identity.hands, at=export.asked_at)
    listing = LISTINGS.get(export.listing)
    context = {
        "export": export,
        "columns": listing.columns if listing is not None else (),
        "is_own": is_own,
        "wechat": in_wechat(request.headers.get("User-Agent", "")),
        "may_fetch": is_own and bool(fetch),
        "fetch_refusal": fetch.reason,
        "may_decide": decides and not stands_in,
        "stands_in": stands_in and not is_own,
        "deciders": deciders_of(export, today()) if waits else [],
    }
    return render(request, "exports/export.html", context)
