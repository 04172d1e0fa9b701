"""Cancel a job that waits or runs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Run
from ..permissions import KEYS
from ..workflows.stop_run import stop_run


@KEYS.page("make_backup")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    run = KEYS.fetch(request.identity, "make_backup", Run.objects.all(), pk=pk)
    try:
        stop_run(run, by=request.identity, now=now())
        messages.success(request, "已要求取消；进行中的作业在下一步停下。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("operations:backups")
