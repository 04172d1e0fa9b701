"""The reply is taken; the 督办单 is closed."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..workflows.close_notice import close_notice
from .acting import act


@KEYS.page("close_notice")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    notice = KEYS.fetch(request.identity, "close_notice", SupervisionNotice.objects.all(), pk=pk)
    return act(
        request,
        lambda: close_notice(notice, by=request.identity, today=today()),
        done="督办单已办结。",
        back=notice.get_absolute_url(),
    )
