"""Hand out the archive of a task: first what it will hold, then, asked for, the file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Task
from ..permissions import KEYS
from ..queries.task_papers import decisions_of, evidence_of, programme_of, reports_of
from ..workflows.archive_task import archive_task


@KEYS.page("archive_task")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    task = KEYS.fetch(request.identity, "archive_task", Task.objects.select_related("plan", "area", "lead"), pk=pk)
    if request.method == "POST":
        day = today()
        answer = HttpResponse(archive_task(task, by=request.identity, today=day), content_type="application/zip")
        name = quote(f"任务{task.number}卷宗{day:%Y%m%d}.zip", safe="")
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return answer
    context = {
        "task": task,
        "has_programme": programme_of(task, request.identity) is not None,
        "reports": reports_of(task).count(),
        "evidence": evidence_of(task, request.identity).count(),
        "decisions": len(decisions_of(task, request.identity)),
    }
    return render(request, "planning/archive_task.html", context)
