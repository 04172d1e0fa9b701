"""Paste or upload the yearly notice, look at what was understood, then import it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.reading.child import read_in_child
from shouwei.ground.documents.reading.document import Cell, Document, Table, Unreadable

from ..permissions import KEYS
from ..rules.holiday_lines import lines_of, read_lines
from ..workflows.import_holidays import import_holidays


class ImportForm(forms.Form):
    source = forms.CharField(label="依据", max_length=100, help_text="通知的发文字号，例如：国办发明电〔2025〕7号。")
    text = forms.CharField(
        label="节假日清单",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="每行一天：日期、名称、休或班。例如：2026-10-01 国庆节 休。",
    )
    file = forms.FileField(
        label="或上传Excel文件", required=False, help_text="三列：日期、名称、休/班。上传后先预览，不会直接导入。"
    )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        upload = self.cleaned_data.get("file")
        if upload is not None:
            try:
                cleaned["text"] = text_in(read_in_child(upload.read(), upload.name))
            except Unreadable as problem:
                self.add_error("file", str(problem))
        return cleaned


def text_in(document: Document) -> str:
    """Tables row by row, else the paragraphs."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        return "\n".join(str(getattr(block, "text", "")) for block in document.blocks)
    return "\n".join(
        lines_of([cell.text for cell in row if isinstance(cell, Cell)] for row in table.rows) for table in tables
    )


@KEYS.page("import_holidays")
def page(request: SignedInRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    read = None
    if form.is_valid():
        read = read_lines(str(form.cleaned_data["text"]))
        if "confirm" in request.POST and not form.cleaned_data.get("file"):
            with refusal_shown_on(form):
                count = import_holidays(read.rows, source=form.cleaned_data["source"], by=request.identity)
                messages.success(request, f"已导入{count}天。工作日和期限按新表计算。")
                return redirect(f"{reverse('calendar:holidays')}?year={read.rows[0].day.year}")
        shown = {"source": form.cleaned_data["source"], "text": form.cleaned_data["text"]}
        if not form.errors:
            form = ImportForm(initial=shown)
    return render(request, "calendar/import_holidays.html", {"form": form, "read": read})
