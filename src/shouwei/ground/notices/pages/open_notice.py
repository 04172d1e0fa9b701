"""Open what a message is about; it is read from then on."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import Notice
from ..workflows.mark_read import mark_read


@signed_in_page
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=pk, to=request.identity)
    mark_read(request.identity, [notice.pk])
    return redirect(notice.url or "notices:inbox")
