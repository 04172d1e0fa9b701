"""信函: one sheet a person, with address, QR code and the code to type."""

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..models import Link
from ..permissions import KEYS
from ..purposes import PURPOSES
from ..rules.links import State

MOST = 200
"""Letters on one page; more are printed in parts."""


@KEYS.page("print_links")
def page(request: SignedInRequest) -> HttpResponse:
    wanted = [int(pk) for pk in request.GET.getlist("pk") if pk.isdecimal()][:MOST]
    shown = [name for name, purpose in PURPOSES.items() if purpose.shown_to_issuer]
    links = KEYS.within(request.identity, "print_links", Link.objects.filter(pk__in=wanted, purpose__in=shown))
    moment = now()
    letters = [
        {"link": link, "purpose": link.purpose_row, "qr": _qr(link.address)}
        for link in links.select_related("issuer").order_by("pk")
        if link.state(moment) is State.WAITING
    ]
    by_hand = settings.SITE_URL + reverse("links:enter_code")
    return render(request, "links/print_links.html", {"letters": letters, "by_hand": by_hand})


def _qr(address: str) -> str:
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)
