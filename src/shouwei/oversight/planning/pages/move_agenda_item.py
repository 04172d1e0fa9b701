"""Move a point of the agenda up or down."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest

from ..models import Meeting
from ..permissions import KEYS
from ..workflows.move_agenda_item import DOWN, UP, move_agenda_item
from .acting import act


@KEYS.page("run_meeting")
@require_POST
def page(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.all(), pk=pk)
    point = get_object_or_404(meeting.items, pk=item)
    places = UP if request.POST.get("to") == "up" else DOWN
    return act(
        request,
        lambda: move_agenda_item(point, by_places=places, by=request.identity),
        done="已调整顺序。",
        back=f"{meeting.get_absolute_url()}#item-{point.pk}",
    )
