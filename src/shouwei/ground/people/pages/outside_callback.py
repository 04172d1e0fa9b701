"""Back from the provider: sign the bound person in, or bind the account, or say clearly why neither."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import public_page
from shouwei.core.verdict import Refused

from ..arrival import arrive
from ..models import User
from ..outside import KEPT, Failed, Vouched, Way, come_back, way_called
from ..workflows.bind_outside_account import bind_outside_account, owner_of


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    way = way_called(slug)
    if way is None:
        raise Http404
    try:
        vouched = come_back(request, way)
    except Failed as failure:
        request.session.pop(KEPT, None)
        return render(request, "people/outside_failed.html", {"sentence": str(failure)}, status=403)
    kept = request.session.pop(KEPT)
    if kept["purpose"] == "bind":
        return _bind(request, way, vouched)
    owner = owner_of(way.slug, vouched.subject)
    if owner is None:
        return render(request, "people/outside_unknown.html", {"way": way}, status=403)
    return arrive(request, owner, way=way.label, onward=kept["next"])


def _bind(request: HttpRequest, way: Way, vouched: Vouched) -> HttpResponse:
    if not isinstance(request.user, User):
        return redirect("people:sign_in")
    try:
        bind_outside_account(
            request.user,
            way=way.slug,
            label=way.label,
            subject=vouched.subject,
            name=vouched.name,
            by=request.identity,  # type: ignore[attr-defined]  # put there by the middleware
            now=now(),
        )
        messages.success(request, f"已绑定。以后可以用{way.label}登录。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:my_account")
