"""Bring up a point by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Meeting
from ..permissions import KEYS
from ..workflows.add_agenda_item import add_agenda_item
from .agenda_form import AgendaItemForm


@KEYS.page("run_meeting")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.select_related("plan"), pk=pk)
    form = AgendaItemForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            add_agenda_item(meeting, task=None, by=request.identity, **form.cleaned_data)
            messages.success(request, "已增加议题。")
            return redirect(meeting)
    return render(request, "planning/agenda_item.html", {"meeting": meeting, "form": form, "verb": "增加议题"})
