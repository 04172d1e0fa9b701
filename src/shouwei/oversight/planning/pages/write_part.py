"""A member writes its part of a lead's programme: what it will do itself, with its own measures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import ProgrammePart, Task, WorkProgramme
from ..permissions import KEYS
from ..queries.programmes import drafted_line, owes, standing_on
from ..rules.measures import Row
from ..rules.programmes import may_write_part
from ..workflows.keep_programme_draft import ProgrammeWords
from ..workflows.save_part import save_part
from ..workflows.save_programme import EditedMeanwhile
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
    edition = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    settled = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def kept(self) -> dict[str, Any]:
        """What the lock wants to know: the edition on the screen, and whether the writer has decided between two."""
        return {"edition": self.cleaned_data["edition"], "overrule": self.cleaned_data["settled"]}


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
    form = PartForm(
        request.POST or None, initial={"text": part.text if part else "", "edition": part.edition if part else 0}
    )
    other: ProgrammePart | None = None
    rows: list[Row] = typed_rows(request) if request.method == "POST" else list(part.rows if part else [])
    if request.method == "POST" and form.is_valid() and has_table(request):
        changed = pressed(request, rows, blank=blank_row(None))
        rows = rows if changed is None else changed
        words = ProgrammeWords(form.cleaned_data["text"], rows)
        with refusal_shown_on(form):
            try:
                if changed is None:
                    return _sent(request, programme, words, form)
                save_part(programme, words=words, by=request.identity, **form.kept())
            except EditedMeanwhile:
                other = programme.parts.select_related("by__user").get(organisation=request.identity.organisation_id)
                form.data = {"text": words.text, "edition": str(other.edition), "settled": "on"}
                raise
    context = {
        "programme": programme,
        "task": programme.task,
        "part": part,
        "form": form,
        "other": other,
        "other_lines": [drafted_line(dict(row), {}) for row in other.rows] if other else [],
        "lines": table_of(rows, names=None, task=programme.task, blank=blank_row(None), strict=bool(form.errors)),
        "standing": standing_on(programme, programme.task.plan.supervised_from, today()),
    }
    return render(request, "planning/write_part.html", context)


def _sent(request: SignedInRequest, programme: WorkProgramme, words: ProgrammeWords, form: PartForm) -> HttpResponse:
    # Kept first: what is refused on its way to the lead must not be lost.
    save_part(programme, words=words, by=request.identity, **form.kept())
    if "submit" in request.POST:
        submit_part(programme, words=words, by=request.identity, today=today())
        messages.success(request, "本单位方案已提交牵头部门审核。")
    else:
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
        save_part(programme, words=words, by=request.identity, **form.kept())
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409)
    return HttpResponse(status=204)


def _programme(request: SignedInRequest, pk: int) -> WorkProgramme:
    task = KEYS.fetch(request.identity, "write_part", Task.objects.all(), pk=pk)
    return get_object_or_404(WorkProgramme.objects.select_related("task__plan", "task__lead"), task=task)
