"""Upload a plan document, or paste its text."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Plan
from ..permissions import KEYS
from ..queries.plans import open_imports, running
from ..workflows.import_plan import PASTED, import_plan

ACCEPTED = ".docx,.doc,.xlsx,.txt"


class ImportForm(forms.Form):
    file = forms.FileField(
        label="方案文件",
        required=False,
        help_text="支持 .docx、.doc、.xlsx、.txt，含任务分解表更好；20 MB 以内。",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label="或者粘贴正文",
        required=False,
        max_length=500_000,
        help_text="从文件中全选、复制、粘贴到这里即可，表格会按行识别。",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not (cleaned.get("text") or "").strip():
            self.add_error("file", "请选择方案文件，或在下面粘贴正文。")
        return cleaned

    def content(self) -> tuple[str, bytes]:
        """Name and bytes of what was handed in; a file goes before pasted text."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else (PASTED, self.cleaned_data["text"].encode())


@KEYS.page("import_plan")
def page(request: SignedInRequest) -> HttpResponse:
    plan_pk = request.GET.get("revises", "")
    revises = get_object_or_404(Plan, running(today()), pk=plan_pk) if plan_pk.isdecimal() else None
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        name, data = form.content()
        with refusal_shown_on(form):
            source = import_plan(name=name, data=data, by=request.identity, revises=revises)
            return redirect(source)
    context = {"form": form, "revises": revises, "waiting": open_imports()}
    return render(request, "planning/import_plan.html", context)
