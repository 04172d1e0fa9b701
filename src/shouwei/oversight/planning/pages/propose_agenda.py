"""Ask the rules again what belongs on the agenda."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Meeting
from ..permissions import KEYS
from ..workflows.propose_agenda import propose_agenda
from .acting import act


@KEYS.page("run_meeting")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.all(), pk=pk)
    return act(
        request,
        lambda: propose_agenda(meeting, by=request.identity, today=today()),
        done="已按规则更新议题；手工增加和调整的议题保持不变。",
        back=meeting.get_absolute_url(),
    )
