"""Ask for a backup now, or for a reading-through of one that is there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Run
from ..permissions import KEYS
from ..queries import folder
from ..rules.backups import NAME
from ..workflows.start_run import start_run


@KEYS.page("make_backup")
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    return _start(request, Run.Kind.BACKUP, "")


@KEYS.page("make_backup")
@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    name = request.POST.get("name", "")
    if not NAME.fullmatch(name) or not (folder() / name).exists():
        raise Http404
    return _start(request, Run.Kind.VERIFY, name)


def _start(request: SignedInRequest, kind: str, what: str) -> HttpResponse:
    try:
        start_run(kind, what=what, by=request.identity)
        messages.success(request, "已交给后台办理，进度显示在本页，可以离开。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("operations:backups")
