"""The lead checks what was delivered before a duty is closed."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Completion
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..workflows.review_completion import review_completion
from .answering import answer_page


@KEYS.page("review_completion")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Completion.objects.select_related("duty__task__plan", "duty__organisation", "asked_by__user")
    completion = KEYS.fetch(request.identity, "review_completion", rows, pk=pk)
    return answer_page(
        request,
        thing=completion,
        decide=partial(review_completion, completion, by=request.identity, today=today()),
        template="planning/review_completion.html",
        said=("复核通过，转秘书处确认。", "已退回申请单位。"),
        back=reverse("planning:closing_requests"),
        duty=completion.duty,
        completion=completion,
        files=files_of(completion.duty.evidence.all()),
    )
