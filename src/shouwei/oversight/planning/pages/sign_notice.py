"""签收, one button."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..workflows.sign_notice import sign_notice
from .acting import act


@KEYS.page("sign_notice")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    notice = KEYS.fetch(request.identity, "sign_notice", SupervisionNotice.objects.all(), pk=pk)
    return act(
        request,
        lambda: sign_notice(notice, by=request.identity, today=today()),
        done="已签收，请在期限前回复。",
        back=notice.get_absolute_url(),
    )
