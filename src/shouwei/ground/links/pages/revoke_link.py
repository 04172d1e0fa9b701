"""作废."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Link
from ..permissions import KEYS
from ..workflows.revoke_link import revoke_link


@KEYS.page("revoke_link")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    link = KEYS.fetch(request.identity, "revoke_link", Link.objects.all(), pk=pk)
    try:
        revoke_link(link, by=request.identity, now=now())
        messages.success(request, "链接已作废，收件人不能再打开。需要时可以重新发出。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("links:links")
