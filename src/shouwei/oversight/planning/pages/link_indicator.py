"""Link a task with one of the three targets."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Task
from ..permissions import KEYS
from ..workflows.link_indicator import link_indicator


@KEYS.page("link_indicator")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    task = KEYS.fetch(request.identity, "link_indicator", Task.objects.all(), pk=pk)
    try:
        link_indicator(task, target=request.POST.get("target", ""), by=request.identity, today=today())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已保存关联指标。")
    return redirect(task)
