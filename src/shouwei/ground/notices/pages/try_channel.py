"""Send a test message to a group."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Channel
from ..permissions import KEYS
from ..workflows.try_channel import try_channel


@KEYS.page("change_channel")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    channel = KEYS.fetch(request.identity, "change_channel", Channel.objects.all(), pk=pk)
    try:
        try_channel(channel, by=request.identity, now=now())
        messages.success(request, "测试消息已排队，一分钟内发出；刷新本页查看结果。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(channel)
