"""Word a point of the agenda differently."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Meeting
from ..permissions import KEYS
from ..workflows.change_agenda_item import change_agenda_item
from .agenda_form import AgendaItemForm


@KEYS.page("run_meeting")
def page(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.select_related("plan"), pk=pk)
    point = get_object_or_404(meeting.items, pk=item)
    form = AgendaItemForm(request.POST or None, initial={"subject": point.subject, "why": point.why})
    if form.is_valid():
        with refusal_shown_on(form):
            change_agenda_item(point, by=request.identity, **form.cleaned_data)
            messages.success(request, "已修改议题。")
            return redirect(meeting)
    context = {"meeting": meeting, "item": point, "form": form, "verb": "修改议题"}
    return render(request, "planning/agenda_item.html", context)
