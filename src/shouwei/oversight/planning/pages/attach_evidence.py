"""Put files that prove something on a duty, at any time before it is closed: new ones, or what the unit has handed in before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.templatetags.screen import cn_date
from shouwei.ground.documents.files_field import FilesField
from shouwei.ground.documents.models import StoredFile

from ..models import Duty
from ..permissions import KEYS
from ..queries.duty_files import MOST_REUSABLE, reusable_files
from ..workflows.attach_evidence import attach_evidence
from .uploading import attach_uploads


class EvidenceForm(forms.Form):
    evidence = FilesField(
        label="佐证材料",
        required=False,
        help_text="文件、照片、扫描件均可，可一次选择多份。上传后不能改动，办结和检查时直接引用。",
    )
    existing = forms.MultipleChoiceField(
        label="引用本单位已上传的文件",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="同一份文件可用于多项任务，不必重复上传。",
    )

    def __init__(self, *args: Any, reusable: list[StoredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["existing"].choices = [  # type: ignore[attr-defined]  # a field with choices
            (str(file.pk), f"{file.name}（{cn_date(file.uploaded_at)}）") for file in reusable
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("evidence") and not cleaned.get("existing"):
            self.add_error("evidence", "请选择要上传的文件，或勾选已上传的文件。")
        return cleaned


@KEYS.page("write_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "write_report", duties, pk=pk)
    find = request.GET.get("find", "").strip()[:60]
    reusable = reusable_files(duty, by=request.identity, find=find)
    posted = request.method == "POST"
    form = EvidenceForm(request.POST if posted else None, request.FILES if posted else None, reusable=reusable)
    if posted and form.is_valid():
        with refusal_shown_on(form):
            count = _attach(request, duty, form, reusable)
            messages.success(request, f"已添加{count}份佐证材料。")
            return redirect(duty)
    context = {"duty": duty, "form": form, "reusable": reusable, "find": find, "more": len(reusable) >= MOST_REUSABLE}
    return render(request, "planning/attach_evidence.html", context)


def _attach(request: SignedInRequest, duty: Duty, form: EvidenceForm, reusable: list[StoredFile]) -> int:
    chosen = [file for file in reusable if str(file.pk) in form.cleaned_data["existing"]]
    cited = attach_evidence(duty, chosen, by=request.identity, today=today())
    return len(cited) + attach_uploads(request, duty, form.cleaned_data["evidence"])
