"""Take a duty up again that was closed too early."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Duty
from ..permissions import KEYS
from ..workflows.reopen_duty import reopen_duty
from .because import because_page


@KEYS.page("reopen_duty")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "reopen_duty", duties, pk=pk)
    return because_page(
        request,
        duty,
        lambda because: reopen_duty(duty, because=because, by=request.identity, today=today()),
        template="planning/reopen_duty.html",
        done="任务已重启，单位和牵头部门已收到通知。",
    )
