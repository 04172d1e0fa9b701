"""What was sent, what waits, what failed; without the words of the messages."""

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Dispatch
from ..permissions import KEYS
from .tabs import tabs


@KEYS.page("view_dispatches")
def page(request: SignedInRequest) -> HttpResponse:
    visible = KEYS.within(request.identity, "view_dispatches", Dispatch.objects.all())
    state = request.GET.get("state", "")
    way = request.GET.get("way", "")
    counts = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "rows": Paginator(dispatches_wanted(visible, request.GET), 50).get_page(request.GET.get("page")),
        "states": [(value, label, counts.get(value, 0)) for value, label in Dispatch.State.choices],
        "ways": Dispatch.Way.choices,
        "state": state,
        "way": way,
        "failed": counts.get("given_up", 0) + counts.get("uncertain", 0),
        "may_send_again": KEYS.holds(request.identity, "send_again"),
        "tabs": tabs(request, "dispatches"),
    }
    return render(request, "notices/dispatches.html", context)


def dispatches_wanted(rows: QuerySet[Dispatch], query: QueryDict) -> QuerySet[Dispatch]:
    rows = rows.select_related("user", "channel__organisation").order_by("-pk")
    if query.get("state") in Dispatch.State.values:
        rows = rows.filter(state=query["state"])
    if query.get("way") in Dispatch.Way.values:
        rows = rows.filter(way=query["way"])
    return rows
