"""The QR code of one's calendar address, as a picture; drawn here, sent nowhere."""

from __future__ import annotations

from io import BytesIO

import segno
from django.http import HttpResponse

from shouwei.core.keys import SignedInRequest

from ..models import Feed
from ..permissions import KEYS
from .feeds import address_of


@KEYS.page("view_feeds")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    feed = KEYS.fetch(request.identity, "view_feeds", Feed.objects.filter(revoked_at=None), pk=pk)
    picture = BytesIO()
    segno.make(address_of(feed), error="m").save(picture, kind="png", scale=5, border=3)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(picture.getvalue(), content_type="image/png", headers=headers)
