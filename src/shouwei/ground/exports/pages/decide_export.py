"""The second person's answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Export
from ..permissions import KEYS
from ..workflows.carry_on import enqueue
from ..workflows.decide_export import decide_export


@KEYS.page("decide_export")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    export = KEYS.fetch(request.identity, "decide_export", Export.objects.all(), pk=pk)
    agrees = request.POST.get("answer") == "yes"
    try:
        decided = decide_export(export, agrees=agrees, note=request.POST.get("note", "")[:500], by=request.identity)
        if agrees:
            enqueue(decided)
        messages.success(request, "已批准，文件生成后通知申请人。" if agrees else "已退回，理由已告知申请人。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(export)
