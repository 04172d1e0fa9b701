"""替换材料: a better copy, the old one stays."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..permissions import KEYS
from ..workflows.replace_proof import replace_proof
from .view_proof import papers


class ReplaceForm(forms.Form):
    paper = forms.FileField(label="新文件", error_messages={"required": "请选择要上传的文件。"})
    because = forms.CharField(label="替换原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@KEYS.page("replace_proof")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    proof = KEYS.fetch(request.identity, "replace_proof", papers(), pk=pk)
    posted = request.method == "POST"
    form = ReplaceForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file, because = form.cleaned_data["paper"], form.cleaned_data["because"]
        with refusal_shown_on(form):
            new = replace_proof(
                proof, file.name or "", file.read(), because=because, by=request.identity, today=today(), now=now()
            )
            messages.success(request, f"已替换，原来的文件仍可查看；证据等级随即重新计算。{''.join(new.gate_notes)}")
            return redirect("employment:view_proof", pk)
    return render(request, "employment/replace_proof.html", {"form": form, "proof": proof, "row": proof.destination})
