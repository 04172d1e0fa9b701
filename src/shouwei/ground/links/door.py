"""The door of a page reached by personal link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import now
from shouwei.core.keys import public_page

from .codes import device_digest
from .models import Link
from .purposes import PURPOSES
from .rules.links import OPEN_FOR, State, may_ask_again, may_use

COOKIE = "link"
DEVICE = "device"
A_YEAR = 365 * 24 * 3600
View = Callable[..., HttpResponse]


class LinkRequest(HttpRequest):
    """A request that has passed the door: the errand it may do."""

    link: Link


def by_address(view: View) -> View:
    """A page that knows its visitor only by the signed address: it reads and writes that link as the system."""

    @public_page
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting_as_system("a visitor without an account is known by a signed address"):
            return view(request, *args, **kwargs)

    return page


def let_through(response: HttpResponse, link: Link, device: str, *, secure: bool) -> None:
    """Give the device what the door asks for: which link, and the secret that says it is the device that opened it."""
    seal = signing.dumps(link.pk, salt="links.door")
    flags: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": secure}
    response.set_cookie(COOKIE, seal, max_age=int(OPEN_FOR.total_seconds()), **flags)
    response.set_cookie(DEVICE, device, max_age=A_YEAR, **flags)


def through_link(purpose: str) -> Callable[[View], View]:
    """Only the device that opened a link of this purpose comes in, within its ten minutes; else a page that says what to do."""

    def door(view: View) -> View:
        @public_page
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with acting_as_system("an outsider does what a link of the house lets him do"):
                link = _link_in(request, purpose)
                if link is None:
                    return closed(request, None, "请从短信、信函或二维码中的链接重新进入。")
                verdict = may_use(link.state(now()))
                if not verdict:
                    return closed(request, link, verdict.reason)
                request.link = link  # type: ignore[attr-defined]  # what LinkRequest promises
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        return page

    if purpose not in PURPOSES:
        raise ValueError(f"no purpose is called {purpose}")
    return door


def closed(request: HttpRequest, link: Link | None, why: str) -> HttpResponse:
    context: dict[str, object] = {"why": why, "link": link}
    if link is not None:
        again = may_ask_again(link.state(now()), link.asked_again_at, now())
        context |= {"again": again, "used": link.state(now()) is State.USED}
    response = render(request, "links/closed.html", context, status=410 if link else 404)
    response["Cache-Control"] = "no-store"  # a browser keeps a 410 otherwise, and shows it after things have moved on
    return response


def _link_in(request: HttpRequest, purpose: str) -> Link | None:
    try:
        number = signing.loads(request.COOKIES.get(COOKIE, ""), salt="links.door", max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    link = Link.objects.select_related("issuer").filter(pk=number, purpose=purpose).first()
    device = device_digest(request.COOKIES.get(DEVICE, ""))
    return link if link is not None and link.device == device else None
