"""Begin a bulletin with today's figures."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Plan
from ..permissions import KEYS
from ..workflows.write_bulletin import write_bulletin


@KEYS.page("write_bulletin")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    try:
        bulletin = write_bulletin(plan, by=request.identity, today=today())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:bulletins", plan.pk)
    messages.success(request, "已按今天的数据起草，请核对文字后印发。")
    return redirect("planning:change_bulletin", bulletin.pk)
