"""Set out to a provider outside: to sign in, or to bind its account to the person who is signed in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, public_page, signed_in_page
from shouwei.core.pages import next_or
from shouwei.core.proof import fresh_proof

from ..outside import Failed, go_there, way_called


@public_page
@require_POST
def page(request: HttpRequest, slug: str) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_or(request, "/"))
    return _set_out(request, slug, purpose="sign_in", onward=next_or(request, "/"))


@signed_in_page
@require_POST
@fresh_proof()
def bind(request: SignedInRequest, slug: str) -> HttpResponse:
    return _set_out(request, slug, purpose="bind", onward="/people/me/")


def _set_out(request: HttpRequest, slug: str, *, purpose: str, onward: str) -> HttpResponse:
    way = way_called(slug)
    if way is None:
        raise Http404
    try:
        address = go_there(request, way, purpose=purpose, onward=onward)
    except Failed as failure:
        return render(request, "people/outside_failed.html", {"sentence": str(failure)}, status=502)
    # A page and not a redirect: a form may only lead to ourselves (content policy), a page may lead on.
    return render(request, "people/outside_start.html", {"way": way, "address": address})
