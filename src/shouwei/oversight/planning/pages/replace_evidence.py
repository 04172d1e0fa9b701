"""Put a new edition of a file in the place of the old one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Duty, Evidence
from ..permissions import KEYS
from ..workflows.replace_evidence import replace_evidence


class ReplaceForm(forms.Form):
    evidence = forms.FileField(label="新版本", error_messages={"required": "请选择要上传的文件。"})
    because = forms.CharField(label="替换原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@KEYS.page("write_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    own = KEYS.within(request.identity, "write_report", Duty.objects.all())
    rows = Evidence.objects.filter(duty__in=own).select_related("file", "duty__task__lead", "duty__organisation")
    evidence = KEYS.fetch(request.identity, "view_evidence", rows, pk=pk)
    posted = request.method == "POST"
    form = ReplaceForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file, because = form.cleaned_data["evidence"], form.cleaned_data["because"]
        with refusal_shown_on(form):
            new = replace_evidence(
                evidence, file.name or "", file.read(), because=because, by=request.identity, today=today(), now=now()
            )
            messages.success(request, f"已替换为新版本。{''.join(new.gate_notes)}")
            return redirect("planning:preview_evidence", pk)
    return render(
        request, "planning/replace_evidence.html", {"duty": evidence.duty, "evidence": evidence, "form": form}
    )
