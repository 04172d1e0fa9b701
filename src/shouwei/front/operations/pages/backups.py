"""Backups that are there, how old the newest is, and a button for one more. Nothing here can be downloaded."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..models import RestoreRequest, Run
from ..permissions import KEYS
from ..queries import backup_files
from ..rules.backups import age_of
from .restore_progress import restore_card
from .tabs import tabs


@KEYS.page("view_backups")
def page(request: SignedInRequest) -> HttpResponse:
    files = backup_files()
    state, said = age_of(next((file.made_at for file in files if file.made_at), None), now())
    runs = list(Run.objects.select_related("asked_by__user")[:10])
    context = {
        "files": files,
        "state": state,
        "said": said,
        "runs": runs,
        "open": [run for run in runs if run.is_open],
        "may_make": KEYS.holds(request.identity, "make_backup"),
        "restores": list(RestoreRequest.objects.all()[:10]),
        "may_restore": KEYS.holds(request.identity, "ask_restore"),
        **restore_card(request, RestoreRequest.objects.filter(state__in=["waiting", "approved"]).first()),
        "tabs": tabs(request, "backups"),
    }
    return render(request, "operations/backups.html", context)
