"""Stop a duty that will not be done."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Duty
from ..permissions import KEYS
from ..workflows.stop_duty import stop_duty
from .because import because_page


@KEYS.page("stop_duty")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "stop_duty", duties, pk=pk)
    return because_page(
        request,
        duty,
        lambda because: stop_duty(duty, because=because, by=request.identity, today=today()),
        template="planning/stop_duty.html",
        done="任务已中止，单位和牵头部门已收到通知。",
    )
