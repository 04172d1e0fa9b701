"""撤回异动."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import RollChange
from ..permissions import KEYS
from ..workflows.take_back_change import take_back_change


@KEYS.page("take_back_change")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    change = KEYS.fetch(request.identity, "take_back_change", RollChange.objects.select_related("student"), pk=pk)
    student = change.student_id
    try:
        take_back_change(change, by=request.identity, today=today())
        messages.success(request, "异动已撤回，学籍恢复原状；操作记录中保留这一步。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("learners:student", student)
