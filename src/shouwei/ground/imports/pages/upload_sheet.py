"""Hand a file of a noun in."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..permissions import KEYS
from ..workflows.carry_on import now_or_later
from ..workflows.upload_sheet import upload_sheet
from .fetching import sheet_or_404

ACCEPTED = ".xlsx,.xls,.et,.csv,.txt"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="表格文件",
        help_text="支持 .xlsx、.xls、.et（WPS）和 .csv，20 MB、20万行以内。",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "请选择要导入的表格文件。",
            "empty": "文件是空的（0字节）。请确认已经保存，再重新上传。",
        },
    )

    def content(self) -> tuple[str, bytes]:
        file: Any = self.cleaned_data["file"]
        return file.name, file.read()


@KEYS.page("make_import")
def page(request: SignedInRequest, noun: str) -> HttpResponse:
    sheet = sheet_or_404(request, noun)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        name, data = form.content()
        with refusal_shown_on(form):
            batch = upload_sheet(sheet, name=name, data=data, by=request.identity)
            now_or_later(batch, today=today())
            return redirect(batch)
    key = "、".join(sheet.by_name[name].heading for name in sheet.key)
    return render(request, "imports/upload_sheet.html", {"form": form, "sheet": sheet, "key": key})
