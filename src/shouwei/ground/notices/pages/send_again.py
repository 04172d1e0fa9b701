"""Send once more what failed or ended unknown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or
from shouwei.core.verdict import Refused

from ..models import Dispatch
from ..permissions import KEYS
from ..workflows.send_again import send_again


@KEYS.page("send_again")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    dispatch = KEYS.fetch(request.identity, "send_again", Dispatch.objects.all(), pk=pk)
    try:
        send_again(dispatch, by=request.identity, now=now())
        messages.success(request, "已重新排队，一分钟内发送。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(next_or(request, "/notices/dispatches/"))
