"""The trail, newest first, found by person, verb or thing."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shouwei.core.keys import SignedInRequest

from ..models import Event
from ..permissions import KEYS
from ..queries.chain import state_of_chain
from ..queries.finding import TrailFilter
from ..queries.versions import kept_tables


@KEYS.page("view_trail")
def page(request: SignedInRequest) -> HttpResponse:
    rows = KEYS.within(request.identity, "view_trail", Event.objects.all())
    form = TrailFilter(request.GET)
    rows = form.applied_to(rows)
    shown = Paginator(rows, 50).get_page(request.GET.get("page"))
    records = records_of(request.identity, shown)
    context = {
        "chain": state_of_chain(),
        "page": shown,
        "rows": [(row, records.get(row.pk, "")) for row in shown],
        "form": form,
        "may_open": KEYS.holds(request.identity, "view_record"),
    }
    return render(request, "audit/trail.html", context)


def records_of(identity: Any, events: Iterable[Event]) -> dict[int, str]:
    """Event → address of the thing as it was, where its table keeps what it was and the reader may see that."""
    if not KEYS.holds(identity, "view_record"):
        return {}
    tables = {model._meta.label_lower: table for table, model in kept_tables().items()}
    return {
        event.pk: reverse("audit:record", args=[tables[event.on_type], event.on_id])
        for event in events
        if event.on_type in tables
    }
