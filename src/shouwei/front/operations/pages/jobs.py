"""Jobs of the clock with their next run and last outcome; jobs of the queue that failed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shouwei.core.keys import SignedInRequest

from ..models import Run
from ..permissions import KEYS
from ..queries import failed_jobs, queue_counts, schedule_lines
from .tabs import tabs


@KEYS.page("view_jobs")
def page(request: SignedInRequest) -> HttpResponse:
    counts = queue_counts()
    context = {
        "lines": schedule_lines(timezone.localtime()),
        "open": Run.objects.filter(state__in=["waiting", "running"]),
        "failed": failed_jobs(),
        "waiting": counts.get("todo", 0),
        "doing": counts.get("doing", 0),
        "may_change": KEYS.holds(request.identity, "change_schedule"),
        "may_run": KEYS.holds(request.identity, "run_job"),
        "tabs": tabs(request, "jobs"),
    }
    return render(request, "operations/jobs.html", context)
