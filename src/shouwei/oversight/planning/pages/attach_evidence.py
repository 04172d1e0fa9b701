"""Put files that prove something on a duty, at any time before it is closed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.files_field import FilesField

from ..models import Duty
from ..permissions import KEYS
from ..queries.duty_files import files_of
from .uploading import attach_uploads


class EvidenceForm(forms.Form):
    evidence = FilesField(
        label="佐证材料",
        help_text="文件、照片、扫描件均可，可一次选择多份。上传后不能改动，办结和检查时直接引用。",
        error_messages={"required": "请选择要上传的文件。"},
    )


@KEYS.page("write_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "write_report", duties, pk=pk)
    form = EvidenceForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            count = attach_uploads(request, duty, form.cleaned_data["evidence"])
            messages.success(request, f"已上传{count}份佐证材料。")
            return redirect(duty)
    return render(
        request,
        "planning/attach_evidence.html",
        {"duty": duty, "form": form, "files": files_of(duty.evidence.all())},
    )
