"""Take on the duties offered to a member that joined later, ticked one by one or all."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or

from ..permissions import KEYS
from ..queries.period_reports import offered
from ..workflows.accept_duty import accept_duty
from .batch import chosen, each


@KEYS.page("accept_duty")
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    each(
        request,
        offered(request.identity, today()).filter(pk__in=chosen(request)),
        lambda duty: accept_duty(duty, by=request.identity, today=today()),
        done="已确认承担{}项任务，可以开始报送进展。",
    )
    return redirect(next_or(request, "planning:unit_reports"))
