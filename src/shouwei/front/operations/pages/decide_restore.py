"""The second person approves a restore or sends it back; the first may take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.proof import fresh_proof
from shouwei.core.verdict import Refused

from ..models import RestoreRequest
from ..permissions import KEYS
from ..workflows.decide_restore import approve_restore, stop_restore


@KEYS.page("approve_restore")
@require_POST
@fresh_proof()
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = KEYS.fetch(request.identity, "approve_restore", RestoreRequest.objects.all(), pk=pk)
    try:
        approve_restore(asked, by=request.identity)
        messages.success(request, "已批准。系统先核对备份并备份现有数据，然后停下恢复，之后所有人重新登录。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("operations:backups")


@KEYS.page("approve_restore")
@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = KEYS.fetch(request.identity, "approve_restore", RestoreRequest.objects.all(), pk=pk)
    try:
        stopped = stop_restore(asked, because=request.POST.get("because", "")[:500], by=request.identity)
        messages.success(request, f"恢复申请{stopped.get_state_display()}，数据没有改动。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("operations:backups")
