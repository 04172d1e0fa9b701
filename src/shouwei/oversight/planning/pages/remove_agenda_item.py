"""Take a point off the agenda."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest

from ..models import Meeting
from ..permissions import KEYS
from ..workflows.remove_agenda_item import remove_agenda_item
from .acting import act


@KEYS.page("run_meeting")
@require_POST
def page(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.all(), pk=pk)
    point = get_object_or_404(meeting.items, pk=item)
    return act(
        request,
        lambda: remove_agenda_item(point, by=request.identity),
        done="已移出本次议题。",
        back=meeting.get_absolute_url(),
    )
