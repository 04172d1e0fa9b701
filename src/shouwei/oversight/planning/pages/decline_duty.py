"""Say that an offered duty is not taken on, with the reason."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Duty
from ..permissions import KEYS
from ..workflows.decline_duty import decline_duty
from .because import because_page


@KEYS.page("accept_duty")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "accept_duty", duties, pk=pk)
    return because_page(
        request,
        duty,
        lambda because: decline_duty(duty, because=because, by=request.identity, today=today()),
        template="planning/decline_duty.html",
        done="已答复不承担，牵头部门和秘书处已收到原因。",
    )
