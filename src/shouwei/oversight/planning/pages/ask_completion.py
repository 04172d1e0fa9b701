"""Ask that a duty be taken as done, with what proves it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.files_field import FilesField

from ..models import Duty
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.reports import said_last
from ..workflows.ask_completion import ask_completion
from .uploading import attach_uploads


class CompletionForm(forms.Form):
    summary = forms.CharField(
        label="完成情况",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="对照任务要求逐项写明完成情况和成果。",
    )
    evidence = FilesField(label="佐证材料", required=False, help_text="成果文件、照片、扫描件等，可一次选择多份。")


@KEYS.page("ask_completion")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "ask_completion", duties, pk=pk)
    last = said_last(duty)
    form = CompletionForm(
        request.POST if request.method == "POST" else None, request.FILES or None, initial={"summary": last.text}
    )
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            # Kept even when the application is refused: nobody has to upload twice.
            attach_uploads(request, duty, form.cleaned_data["evidence"])
            ask_completion(duty, summary=form.cleaned_data["summary"].strip(), by=request.identity, today=today())
            messages.success(request, "办结申请已提交牵头部门复核。完成日期以今天为准。")
            return redirect(duty)
    files = files_of(duty.evidence.all())
    return render(request, "planning/ask_completion.html", {"duty": duty, "form": form, "files": files, "last": last})
