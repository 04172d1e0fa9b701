"""Events of the trail as a subscription may be told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Model, QuerySet

from shouwei.ground.audit.models import Event
from shouwei.oversight.planning.permissions import KEYS as PLANNING

from ..models import Subscription

VIEWED_BY = {
    "planning.plan": "view_plan",
    "planning.task": "view_task",
    "planning.duty": "view_duty",
    "planning.progressreport": "view_report",
    "planning.difficulty": "view_difficulty",
    "planning.supervisionnotice": "view_notice",
    "planning.bulletin": "view_bulletin",
    "planning.meeting": "view_meeting",
}
"""Type of the trail → the key that opens the thing."""


def last_event() -> int:
    return Event.objects.aggregate(last=Max("pk"))["last"] or 0


def events_after(number: int, *, before: datetime) -> QuerySet[Event]:
    return Event.objects.filter(pk__gt=number, at__lt=before).order_by("pk")


def visible(events: Iterable[Event], subscription: Subscription) -> list[Event]:
    """Those of the kinds asked for whose thing the identity may open now; one query a kind."""
    wanted: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.on_type in subscription.kinds and event.on_type in VIEWED_BY:
            wanted[event.on_type].append(event)
    seen = []
    for kind, of_kind in wanted.items():
        action = VIEWED_BY[kind]
        if not PLANNING.holds(subscription.identity, action):
            continue
        model: type[Model] = apps.get_model(kind)
        rows = model._default_manager.filter(pk__in=[event.on_id for event in of_kind])
        open_to = set(PLANNING.within(subscription.identity, action, rows).values_list("pk", flat=True))
        seen += [event for event in of_kind if event.on_id in open_to]
    return sorted(seen, key=lambda event: event.pk)


def payload_of(event: Event) -> dict[str, Any]:
    """What is sent: the thing and the verb, with the address to look at it; no person and no text anybody has written."""
    thing = apps.get_model(event.on_type)._default_manager.filter(pk=event.on_id).first()
    address = thing.get_absolute_url() if thing is not None and hasattr(thing, "get_absolute_url") else ""
    return {
        "type": event.on_type,
        "timestamp": event.at.isoformat(),
        "data": {
            "event": event.pk,
            "what": event.what,
            "on": {"type": event.on_type, "id": event.on_id, "label": event.on_label},
            "url": f"{settings.SITE_URL}{address}" if address else "",
        },
    }
