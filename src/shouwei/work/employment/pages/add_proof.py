"""补充证明材料."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.files_field import FilesField

from ..models import Destination, Proof
from ..permissions import KEYS
from ..workflows.add_proof import BY_SCHOOL, add_proofs


class ProofForm(forms.Form):
    kind = forms.ChoiceField(
        label="类别", choices=[(value, label) for value, label in Proof.Kind.choices if value in BY_SCHOOL]
    )
    papers = FilesField(
        label="文件",
        help_text="PDF、图片、Word，可以一次选几份，有一份不能接收就都不保存；一份材料只能用于一名毕业生。",
    )
    given_on = forms.DateField(label="材料日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    valid_until = forms.DateField(
        label="有效期至", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    note = forms.CharField(label="说明", max_length=200, required=False)


@KEYS.page("add_proof")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "add_proof", Destination.objects.select_related("student", "school"), pk=pk)
    form = ProofForm(request.POST, request.FILES) if request.method == "POST" else ProofForm()
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            rows = add_proofs(
                row,
                [(paper.name or "", paper.read()) for paper in form.cleaned_data["papers"]],
                kind=form.cleaned_data["kind"],
                given_on=form.cleaned_data["given_on"],
                valid_until=form.cleaned_data["valid_until"],
                note=form.cleaned_data["note"],
                by=request.identity,
                today=today(),
            )
            messages.success(request, f"已保存{len(rows)}份材料，证据等级随即重新计算。")
            return redirect("employment:destination", row.pk)
    return render(request, "employment/add_proof.html", {"form": form, "row": row})
