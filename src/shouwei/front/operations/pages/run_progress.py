"""The progress of one run, asked for every two seconds by its page."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Run
from ..permissions import KEYS


@KEYS.page("view_backups")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    run = KEYS.fetch(request.identity, "view_backups", Run.objects.all(), pk=pk)
    may_stop = KEYS.holds(request.identity, "make_backup")
    return render(request, "operations/run_progress.html", {"run": run, "may_stop": may_stop})
