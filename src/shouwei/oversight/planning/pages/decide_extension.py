"""The secretariat's decision on an application for more time."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Extension
from ..permissions import KEYS
from ..workflows.decide_extension import decide_extension
from .answering import answer_page


@KEYS.page("decide_extension")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Extension.objects.select_related("duty__task__plan", "duty__organisation", "asked_by__user")
    extension = KEYS.fetch(request.identity, "decide_extension", rows, pk=pk)
    return answer_page(
        request,
        thing=extension,
        decide=partial(decide_extension, extension, by=request.identity, today=today()),
        template="planning/decide_extension.html",
        said=("已批准延期，期限已更新，原定期限保留在案。", "未批准延期，期限不变。"),
        back=reverse("planning:closing_requests"),
        duty=extension.duty,
        extension=extension,
    )
