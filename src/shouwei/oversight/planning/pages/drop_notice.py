"""Decide that a drafted 督办单 is not sent."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..workflows.drop_notice import drop_notice
from .acting import act


@KEYS.page("send_notice")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    notice = KEYS.fetch(request.identity, "send_notice", SupervisionNotice.objects.all(), pk=pk)
    return act(
        request,
        lambda: drop_notice(notice, because=request.POST.get("because", "")[:300], by=request.identity, today=today()),
        done="已决定不发；同一事由不再重复起草。",
        back=notice.get_absolute_url(),
    )
