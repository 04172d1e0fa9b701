"""Put a failed job of the queue back into it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..workflows.retry_job import retry_job


@KEYS.page("run_job")
@require_POST
def page(request: SignedInRequest, number: int) -> HttpResponse:
    if not retry_job(number, by=request.identity, now=now()):
        raise Http404
    messages.success(request, "已重新排队。")
    return redirect("operations:jobs")
