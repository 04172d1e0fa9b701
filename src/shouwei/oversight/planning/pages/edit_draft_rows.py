"""Add an empty line to the draft, drop one, or put the successor for a body that is no more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.organisations.queries import become_of

from ..models import PlanImport
from ..permissions import KEYS
from ..rules import drafts
from ..workflows.edit_import import edit_import


@KEYS.page("import_plan")
@require_POST
def add(request: SignedInRequest, pk: int, no: int) -> HttpResponse:
    """Below task ``no``; the new line opens for editing."""
    source = KEYS.fetch(request.identity, "import_plan", PlanImport.objects.all(), pk=pk)
    try:
        edit_import(source, lambda draft: drafts.with_new_task(draft, no), by=request.identity)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{source.get_absolute_url()}?edit={no + 1}#t{no + 1}")


@KEYS.page("import_plan")
@require_POST
def drop(request: SignedInRequest, pk: int, no: int) -> HttpResponse:
    source = KEYS.fetch(request.identity, "import_plan", PlanImport.objects.all(), pk=pk)
    try:
        edit_import(source, lambda draft: drafts.without_task(draft, no), by=request.identity)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已删除第{no}行；识别原文仍保留，可重新上传恢复。")
    return redirect(source)


@KEYS.page("import_plan")
@require_POST
def rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """The name to write instead is asked of the organisations, never of the form."""
    source = KEYS.fetch(request.identity, "import_plan", PlanImport.objects.all(), pk=pk)
    old = request.POST.get("name", "")
    become = become_of([old], today()).get(old)
    if become is None or not become.now:
        messages.error(request, f"没有可以代替“{old[:40]}”的单位，请逐行修改。")
        return redirect(source)
    try:
        edit_import(source, lambda draft: drafts.with_name(draft, old, become.now), by=request.identity)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{old}”已改为“{become.now}”；识别原文仍保留。")
    return redirect(source)
