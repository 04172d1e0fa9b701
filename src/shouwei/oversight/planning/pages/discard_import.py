"""Give up an import."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import PlanImport
from ..permissions import KEYS
from ..workflows.edit_import import discard_import


@KEYS.page("import_plan")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    source = KEYS.fetch(request.identity, "import_plan", PlanImport.objects.all(), pk=pk)
    try:
        discard_import(source, by=request.identity)
        messages.success(request, "已放弃该文件。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("planning:plans")
