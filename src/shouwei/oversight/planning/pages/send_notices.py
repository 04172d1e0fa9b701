"""Send the ticked drafts, each with what the rule asks."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..workflows.send_notice import send_notice
from .batch import chosen, each


@KEYS.page("send_notice")
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    rows = SupervisionNotice.objects.filter(pk__in=chosen(request)).select_related("duty__organisation", "duty__task")
    each(
        request,
        KEYS.within(request.identity, "send_notice", rows).order_by("pk"),
        lambda notice: send_notice(notice, demand=notice.demand, by=request.identity, today=today()),
        done="已发出{}份督办单。",
    )
    return redirect("planning:supervision_notices")
