"""A graduate says over his own link whether the report is true. One page, four buttons, one answer for all."""

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now, today
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.links.door import LinkRequest, through_link

from ..links import CONFIRM
from ..models import Confirmation, Destination
from ..queries import places
from ..rules.codes import CODES
from ..workflows.answer_link import answer_link


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=Confirmation.Answer.choices)
    note = forms.CharField(
        label="要补充说明的（可以不填）", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


@through_link(CONFIRM.name)
def page(request: HttpRequest) -> HttpResponse:
    link = cast(LinkRequest, request).link
    row = Destination.objects.select_related("school").get(pk=link.about_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            answer_link(link, answer=form.cleaned_data["answer"], note=form.cleaned_data["note"], now=now())
            return render(request, "employment/answered.html")
    context = {
        "row": row,
        "place": places([row.workplace_county], on=today()).get(row.workplace_county, ""),
        "code_name": CODES.get(row.code, row.code),
        "form": form,
        "answers": Confirmation.Answer.choices,
    }
    return render(request, "employment/confirm.html", context)
