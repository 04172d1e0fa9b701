"""A member writes its part of a lead's programme: what it will do itself, with its own measures."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import Task, WorkProgramme
from ..permissions import KEYS
from ..queries.programmes import owes, standing_on
from ..rules.measures import Row
from ..rules.programmes import may_write_part
from ..workflows.keep_programme_draft import ProgrammeWords
from ..workflows.save_part import save_part
from ..workflows.submit_part import submit_part
from .measure_table import blank_row, has_table, pressed, table_of, typed_rows

LONGEST = 10000  # characters


class PartForm(forms.Form):
    text = forms.CharField(
        label="本单位方案",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="本单位承担的部分怎样落实。具体步骤写在下面的举措表里。",
    )


@KEYS.page("write_part")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    part = programme.parts.filter(organisation=request.identity.organisation_id).first()
    verdict = may_write_part(
        owes=owes(programme.task, request.identity.organisation_id),
        programme_state=programme.state,
        part_state=part.state if part else None,
    )
    if not verdict:
        messages.error(request, verdict.reason)
        return redirect(programme)
    form = PartForm(request.POST or None, initial={"text": part.text if part else ""})
    rows: list[Row] = typed_rows(request) if request.method == "POST" else list(part.rows if part else [])
    if request.method == "POST" and form.is_valid() and has_table(request):
        changed = pressed(request, rows, blank=blank_row(None))
        with refusal_shown_on(form):
            if changed is None:
                return _sent(request, programme, ProgrammeWords(form.cleaned_data["text"], rows))
            rows = changed
            save_part(programme, words=ProgrammeWords(form.cleaned_data["text"], rows), by=request.identity)
    context = {
        "programme": programme,
        "task": programme.task,
        "part": part,
        "form": form,
        "lines": table_of(rows, names=None, task=programme.task, blank=blank_row(None), strict=bool(form.errors)),
        "standing": standing_on(programme, programme.task.plan.supervised_from, today()),
    }
    return render(request, "planning/write_part.html", context)


def _sent(request: SignedInRequest, programme: WorkProgramme, words: ProgrammeWords) -> HttpResponse:
    if "submit" in request.POST:
        # Kept first: what is refused on its way to the lead must not be lost.
        save_part(programme, words=words, by=request.identity)
        submit_part(programme, words=words, by=request.identity, today=today())
        messages.success(request, "本单位方案已提交牵头部门审核。")
    else:
        save_part(programme, words=words, by=request.identity)
        messages.success(request, "本单位方案已保存，尚未提交。")
    return redirect(programme)


@KEYS.page("write_part")
@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Autosave: 204 when kept, 400 when unreadable, 409 when it has been sent meanwhile."""
    programme, form = _programme(request, pk), PartForm(request.POST)
    if not (form.is_valid() and has_table(request)):
        return HttpResponse(status=400)
    words = ProgrammeWords(form.cleaned_data["text"], typed_rows(request))
    try:
        save_part(programme, words=words, by=request.identity)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409)
    return HttpResponse(status=204)


def _programme(request: SignedInRequest, pk: int) -> WorkProgramme:
    task = KEYS.fetch(request.identity, "write_part", Task.objects.all(), pk=pk)
    return get_object_or_404(WorkProgramme.objects.select_related("task__plan", "task__lead"), task=task)
