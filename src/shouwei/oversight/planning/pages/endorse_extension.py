"""The lead's view of an application for more time."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Extension
from ..permissions import KEYS
from ..workflows.endorse_extension import endorse_extension
from .answering import answer_page


@KEYS.page("endorse_extension")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Extension.objects.select_related("duty__task__plan", "duty__organisation", "asked_by__user")
    extension = KEYS.fetch(request.identity, "endorse_extension", rows, pk=pk)
    return answer_page(
        request,
        thing=extension,
        decide=partial(endorse_extension, extension, by=request.identity, today=today()),
        template="planning/endorse_extension.html",
        said=("已同意，转秘书处审批。", "已退回申请单位，期限不变。"),
        back=reverse("planning:closing_requests"),
        duty=extension.duty,
        extension=extension,
    )
