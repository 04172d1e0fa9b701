"""The ways messages leave the house: mail of the installation, robots of units, the SMS gateway."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..channels.mail import is_set_up
from ..models import Channel, Dispatch
from ..permissions import KEYS
from .tabs import tabs


@KEYS.page("view_channels")
def page(request: SignedInRequest) -> HttpResponse:
    rows = Channel.objects.select_related("organisation").order_by("-pk")
    context = {
        "rows": Paginator(KEYS.within(request.identity, "view_channels", rows), 30).get_page(request.GET.get("page")),
        "mail_host": settings.EMAIL_HOST,
        "mail_is_set_up": is_set_up(),
        "mail_failed": Dispatch.objects.filter(way__in=["mail", "digest"], state="given_up").count(),
        "may_open": KEYS.holds(request.identity, "change_channel"),
        "tabs": tabs(request, "channels"),
    }
    return render(request, "notices/channels.html", context)
