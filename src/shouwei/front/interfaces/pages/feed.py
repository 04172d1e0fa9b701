"""The calendar behind a secret address: no sign-in, the address is the key; what it shows passes the identity's own keys."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shouwei.core.acting import Actor, acting_as, acting_as_system
from shouwei.core.clock import now, today
from shouwei.core.keys import public_page

from ..calendar import as_ical
from ..models import Feed
from ..queries.feeds import entries_of, feed_of

NOTED = timedelta(hours=1)
"""How often a reading is written down; calendars ask often, and every write costs everybody's remembered pages."""


@public_page
@require_safe
def page(request: HttpRequest, secret: str) -> HttpResponse:
    day = today()
    with acting_as_system("the address is the key, nobody is signed in"):
        feed = feed_of(secret, day)
        if feed is None:
            raise Http404
        if feed.last_used_at is None or now() - feed.last_used_at > NOTED:
            Feed.objects.filter(pk=feed.pk).update(last_used_at=now())
    who = feed.identity
    with acting_as(Actor(who.role, who.organisation_id, who.pk, who.user_id)):
        entries = entries_of(who, day)
    body = as_ical(entries, name=f"首位 · {who.organisation}", stamp=feed.made_at, site=settings.SITE_URL)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="shouwei.ics"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
