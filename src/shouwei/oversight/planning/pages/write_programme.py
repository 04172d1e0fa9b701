"""The lead writes the programme of a task: text, measures as a table, the members' parts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused, first_refusal

from ..models import ProgrammeDraft, ProgrammePart, Task, WorkProgramme
from ..permissions import KEYS
from ..queries.programmes import drafted_line, parts_of, responsible_for, rows_of, standing_on
from ..rules.measures import Row, with_part
from ..rules.programmes import may_edit
from ..workflows.keep_programme_draft import ProgrammeWords, keep_programme_draft
from ..workflows.save_programme import EditedMeanwhile, save_programme
from ..workflows.submit_programme import submit_programme
from .measure_table import blank_row, has_table, pressed, table_of, typed_rows

LONGEST = 20000  # characters


class ProgrammeForm(forms.Form):
    text = forms.CharField(
        label="工作方案",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="总体思路、步骤安排、部门和单位分工、保障措施。具体步骤写在下面的举措表里。",
    )
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    settled = forms.BooleanField(required=False, widget=forms.HiddenInput)


@dataclass(slots=True)
class Sheet:
    """What is on the screen: the words, the edition they stand on, and the other version where there is a conflict."""

    text: str
    rows: list[Row]
    edition: int
    settled: bool = False
    strict: bool = False
    other: ProgrammeWords | None = None
    other_label: str = ""
    note: str = ""


@KEYS.page("write_programme")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    verdict = first_refusal(programme.task.plan.goes_on(today()), may_edit(state=programme.state))
    if not verdict:
        messages.error(request, verdict.reason)
        return redirect(programme)
    if request.method != "POST":
        return _shown(request, programme, _opened(request, programme), None)
    form = ProgrammeForm(request.POST)
    if not (form.is_valid() and has_table(request)):
        sheet = Sheet(request.POST.get("text", ""), typed_rows(request), programme.edition)
        return _shown(request, programme, sheet, form)
    return _posted(request, programme, form)


def _posted(request: SignedInRequest, programme: WorkProgramme, form: ProgrammeForm) -> HttpResponse:
    """The typed words are kept as a draft before anything else is tried with them."""
    cleaned, rows = form.cleaned_data, typed_rows(request)
    sheet = Sheet(cleaned["text"], rows, cleaned["edition"], settled=cleaned["settled"])
    changed = pressed(request, rows, blank=blank_row(programme.task.lead_id))
    if changed is not None:
        sheet.rows = changed
    elif "merge" in request.POST:
        _merge(request, programme, sheet)
    words = ProgrammeWords(sheet.text, sheet.rows)
    try:
        keep_programme_draft(programme, words=words, edition=sheet.edition, by=request.identity)
        if changed is None and "merge" not in request.POST:
            return _saved(request, programme, words, sheet)
    except EditedMeanwhile as conflict:
        sheet = _conflict(programme, sheet, str(conflict))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        sheet.strict = True
        sheet.edition = _edition_after(programme, sheet, request)
    return _shown(request, programme, sheet, form)


def _edition_after(programme: WorkProgramme, sheet: Sheet, request: SignedInRequest) -> int:
    """A refused submission leaves the words saved, as a new edition of this person's own."""
    programme.refresh_from_db()
    return programme.edition if programme.saved_by == request.identity else sheet.edition


def _saved(request: SignedInRequest, programme: WorkProgramme, words: ProgrammeWords, sheet: Sheet) -> HttpResponse:
    programme = save_programme(
        programme, words=words, edition=sheet.edition, by=request.identity, overrule=sheet.settled
    )
    if "submit" in request.POST:
        submit_programme(programme, by=request.identity, today=today())
        messages.success(request, "工作方案已报送秘书处，报送日期按今天计。")
    else:
        messages.success(request, "工作方案已保存，尚未报送。")
    return redirect(programme)


def _merge(request: SignedInRequest, programme: WorkProgramme, sheet: Sheet) -> None:
    wanted = request.POST["merge"]
    accepted = programme.parts.filter(state=ProgrammePart.State.ACCEPTED).select_related("organisation")
    for part in accepted.filter(pk=int(wanted)) if wanted.isdecimal() else accepted:
        text, rows = with_part(
            sheet.text,
            sheet.rows,
            member=str(part.organisation),
            organisation_id=part.organisation_id,
            part_text=part.text,
            part_rows=part.rows,
        )
        sheet.text, sheet.rows = text, list(rows)


def _conflict(programme: WorkProgramme, sheet: Sheet, note: str) -> Sheet:
    """My words in the form, the saved ones beside them; the next save is a decision between the two."""
    programme.refresh_from_db()
    who = programme.saved_by.user.name if programme.saved_by else ""
    other = ProgrammeWords(programme.text, programme.rows)
    return Sheet(
        sheet.text, sheet.rows, programme.edition, settled=True, other=other, other_label=f"{who}保存的版本", note=note
    )


def _opened(request: SignedInRequest, programme: WorkProgramme) -> Sheet:
    """The saved words, or this person's unsaved ones where they stand on the same edition or were asked for."""
    saved = Sheet(programme.text, list(rows_of(programme)), programme.edition)
    mine = programme.drafts.filter(by=request.identity).first()
    if mine is None:
        return saved
    if mine.edition == programme.edition:
        return Sheet(mine.text, mine.rows, mine.edition, note="已恢复您上次没有保存的内容。")
    if "mine" in request.GET:
        return _conflict(
            programme, Sheet(mine.text, mine.rows, mine.edition), "正在使用您自己的版本，保存后将替换现有版本。"
        )
    saved.other, saved.other_label = ProgrammeWords(mine.text, mine.rows), "您先前没有保存的版本"
    saved.note = "您编写期间，工作方案有了新的版本。下面表单中是现有版本，您自己的版本列在旁边。"
    return saved


@KEYS.page("write_programme")
@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Autosave: 204 when kept, 400 when unreadable, 409 when the programme has been submitted meanwhile."""
    programme, form = _programme(request, pk), ProgrammeForm(request.POST)
    if not (form.is_valid() and has_table(request)):
        return HttpResponse(status=400)
    words = ProgrammeWords(form.cleaned_data["text"], typed_rows(request))
    try:
        keep_programme_draft(programme, words=words, edition=form.cleaned_data["edition"], by=request.identity)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409)
    return HttpResponse(status=204)


def _programme(request: SignedInRequest, pk: int) -> WorkProgramme:
    task = KEYS.fetch(request.identity, "write_programme", Task.objects.all(), pk=pk)
    related = WorkProgramme.objects.select_related("task__plan", "task__lead", "saved_by__user")
    return get_object_or_404(related, task=task)


def _form_of(sheet: Sheet, form: ProgrammeForm | None) -> ProgrammeForm:
    """The sheet's words in the form, which keeps its errors; a button may have changed the words since they were sent."""
    values = {"text": sheet.text, "edition": str(sheet.edition), "settled": "on" if sheet.settled else ""}
    if form is None:
        return ProgrammeForm(initial=values)
    form.data = values
    return form


def _shown(
    request: SignedInRequest, programme: WorkProgramme, sheet: Sheet, form: ProgrammeForm | None
) -> HttpResponse:
    task = programme.task
    names, blank = responsible_for(task), blank_row(task.lead_id)
    others = ProgrammeDraft.objects.filter(programme=programme).exclude(by=request.identity).select_related("by__user")
    draft_url = reverse("planning:write_programme_draft", args=[task.pk])
    parts = parts_of(programme)
    context: dict[str, Any] = {
        "programme": programme,
        "task": task,
        "form": _form_of(sheet, form),
        "sheet": sheet,
        "lines": table_of(sheet.rows, names=names, task=task, blank=blank, strict=sheet.strict),
        "standing": standing_on(programme, task.plan.supervised_from, today()),
        "other_lines": [drafted_line(dict(row), names) for row in sheet.other.rows] if sheet.other else [],
        "others": [(draft, [drafted_line(row, names) for row in draft.rows]) for draft in others],
        "parts": parts,
        "accepted": [line for line in parts if line.part and line.part.state == ProgrammePart.State.ACCEPTED],
        "draft_url": f"{draft_url}?edition={sheet.edition}",
    }
    return render(request, "planning/write_programme.html", context)
