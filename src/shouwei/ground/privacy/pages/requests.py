"""个人信息申请: the desk where persons' requests wait, the nearest last day first, with the year's figures."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.people.models import Identity

from ..models import DataRequest
from ..permissions import KEYS
from ..queries.requests import REQUESTS, clock_of, exceptions_about, figures
from ..rules.requests import WAITING

STATES = (("", "未办结"), ("late", "已逾期"), ("answered", "已答复"), ("withdrawn", "已撤回"), ("all", "全部"))


class RequestFilter(forms.Form):
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    kind = forms.ChoiceField(label="事项", required=False, choices=[("", "全部"), *DataRequest.Kind.choices])


def wanted(rows: QuerySet[DataRequest], query: QueryDict) -> QuerySet[DataRequest]:
    """As the page and the file show them."""
    state, kind = query.get("state", ""), query.get("kind", "")
    if state == "late":
        rows = rows.filter(state__in=WAITING, due_on__lt=today())
    elif state in ("answered", "withdrawn"):
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(state__in=WAITING)
    if kind in DataRequest.Kind.values:
        rows = rows.filter(kind=kind)
    return rows.order_by("due_on", "pk") if state in ("", "late") else rows.order_by("-pk")


def visible(identity: Identity) -> QuerySet[DataRequest]:
    return KEYS.within(identity, "view_request", REQUESTS)


@KEYS.page("view_request")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    seen = visible(request.identity)
    rows = Paginator(wanted(seen, request.GET), 30).get_page(request.GET.get("page"))
    exceptions = exceptions_about(day)
    context = {
        "form": RequestFilter(request.GET),
        "rows": rows,
        "shown": [(row, clock_of(row, day, exceptions)) for row in rows],
        "figures": figures(seen, day.year, day),
        "year": day.year,
        "filtered": bool(request.GET.get("state") or request.GET.get("kind")),
    }
    return render(request, "privacy/requests.html", context)
