"""The secretariat confirms that a duty is done."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Completion
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..workflows.confirm_completion import confirm_completion
from .answering import answer_page


@KEYS.page("confirm_completion")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Completion.objects.select_related("duty__task__plan", "duty__organisation", "asked_by__user")
    completion = KEYS.fetch(request.identity, "confirm_completion", rows, pk=pk)
    return answer_page(
        request,
        thing=completion,
        decide=partial(confirm_completion, completion, by=request.identity, today=today()),
        template="planning/confirm_completion.html",
        said=("已确认办结，以单位申请当日为完成日期。", "已退回申请单位。"),
        back=reverse("planning:closing_requests"),
        duty=completion.duty,
        completion=completion,
        files=files_of(completion.duty.evidence.all()),
    )
