"""The secretariat registers a submitted programme."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Task, WorkProgramme
from ..permissions import KEYS
from ..workflows.register_programme import register_programme
from .acting import act


@KEYS.page("judge_programme")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    task = KEYS.fetch(request.identity, "judge_programme", Task.objects.all(), pk=pk)
    programme = get_object_or_404(WorkProgramme, task=task)
    return act(
        request,
        lambda: register_programme(programme, by=request.identity, today=today()),
        done=f"任务{task.number}的工作方案已登记。",
        back=programme.get_absolute_url(),
    )
