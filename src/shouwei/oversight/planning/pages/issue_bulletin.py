"""Issue a bulletin."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Bulletin
from ..permissions import KEYS
from ..workflows.issue_bulletin import issue_bulletin
from .acting import act


@KEYS.page("write_bulletin")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    bulletin = KEYS.fetch(request.identity, "write_bulletin", Bulletin.objects.all(), pk=pk)
    return act(
        request,
        lambda: issue_bulletin(bulletin, by=request.identity, today=today()),
        done="通报已印发，内容定格，并已通知各单位。",
        back=bulletin.get_absolute_url(),
    )
