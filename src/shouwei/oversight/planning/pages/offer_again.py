"""Offer a declined duty once more, with what has been agreed."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Duty
from ..permissions import KEYS
from ..workflows.offer_again import offer_again
from .because import because_page


@KEYS.page("reopen_duty")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "reopen_duty", duties, pk=pk)
    return because_page(
        request,
        duty,
        lambda because: offer_again(duty, because=because, by=request.identity, today=today()),
        template="planning/offer_again.html",
        done="已再次请单位承担，单位和牵头部门已收到通知。",
    )
