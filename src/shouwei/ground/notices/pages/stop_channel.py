"""Stop a channel, or start it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..models import Channel
from ..permissions import KEYS
from ..workflows.stop_channel import stop_channel


@KEYS.page("change_channel")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    channel = KEYS.fetch(request.identity, "change_channel", Channel.objects.all(), pk=pk)
    runs = stop_channel(channel, by=request.identity, now=now())
    messages.success(request, f"{channel}已{'重新开启' if runs else '停用'}。")
    return redirect(channel)
