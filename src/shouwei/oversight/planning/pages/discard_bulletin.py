"""Give up a draft."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest

from ..models import Bulletin
from ..permissions import KEYS
from ..workflows.discard_bulletin import discard_bulletin
from .acting import act


@KEYS.page("write_bulletin")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    bulletin = KEYS.fetch(request.identity, "write_bulletin", Bulletin.objects.all(), pk=pk)
    return act(
        request,
        lambda: discard_bulletin(bulletin, by=request.identity),
        done="已放弃草稿。",
        back=reverse("planning:bulletins", args=[bulletin.plan_id]),
    )
