"""Freeze the material of the meeting."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Meeting
from ..permissions import KEYS
from ..workflows.make_pack import make_pack
from .acting import act


@KEYS.page("run_meeting")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.all(), pk=pk)
    return act(
        request,
        lambda: make_pack(meeting, by=request.identity, today=today()),
        done="会议材料已生成，数据已定格，可下载Word或PDF。",
        back=meeting.get_absolute_url(),
    )
