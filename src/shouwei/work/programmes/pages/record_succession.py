"""登记沿革: renamed, or gone on as another programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.queries import offered_on

from ..models import Programme, ProgrammeChange
from ..permissions import KEYS
from ..rules.succession import Succession
from ..workflows.record_succession import record_succession


class SuccessionForm(forms.Form):
    kind = forms.ChoiceField(label="变更", choices=ProgrammeChange.Kind.choices)
    happened_on = forms.DateField(label="变更日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    new_name = forms.CharField(label="新的专业名称", max_length=60, required=False, help_text="更名时填写。")
    into = forms.ModelChoiceField(
        Programme.objects.none(), label="去往的专业点", required=False, help_text="换代码、并入、划转时选择。"
    )
    source = forms.CharField(label="依据", max_length=200, help_text="备案或批复文件的名称和文号。")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        # A merger stays among programmes of the same level; a move may go to any school of the group.
        same = Programme.objects.filter(level=programme.level, school__in=offered_on(today())).exclude(pk=programme.pk)
        field.queryset = same.select_related("school")


@KEYS.page("record_succession")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = KEYS.fetch(request.identity, "record_succession", Programme.objects.select_related("school"), pk=pk)
    form = SuccessionForm(request.POST if request.method == "POST" else None, programme=programme)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        into = values.pop("into")
        with refusal_shown_on(form):
            record_succession(programme, Succession(**values), into=into, by=request.identity, today=today())
            messages.success(request, "沿革已登记，以前的名称和代码保留在记录里。")
            return redirect("programmes:programme", programme.pk)
    return render(request, "programmes/record_succession.html", {"form": form, "programme": programme})
