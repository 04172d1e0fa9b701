"""Give an import up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..permissions import KEYS
from ..workflows.cancel_import import cancel_import
from .fetching import batch_or_404


@KEYS.page("make_import")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = batch_or_404(request, "make_import", pk)
    try:
        cancel_import(batch, by=request.identity)
        messages.success(request, "已要求取消。没有写入的不再写入。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)
