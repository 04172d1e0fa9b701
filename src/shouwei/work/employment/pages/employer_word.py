"""An employer says over its link which graduates work there. One page, four answers each, one tap for all."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.pages import refusal_shown_on
from shouwei.core.text import in_words
from shouwei.ground.links.door import LinkRequest, through_link

from ..links import CONFIRM_EMPLOYMENT
from ..models import EmployerAnswer, EmployerAsk
from ..workflows.answer_employer_link import answer_employer_link

ALL = "all_yes"
"""Name of the button that says yes for everybody of whom nothing else was chosen."""


class AnswersForm(forms.Form):
    """Two fields a graduate, named by the row. What is missing is said by the rule, in one sentence."""

    def __init__(self, *args: Any, rows: list[EmployerAnswer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"answer_{row.pk}"] = forms.ChoiceField(
                label=row.destination.student.name,
                help_text=_shown(row),
                choices=EmployerAnswer.Answer.choices,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label=f"{row.destination.student.name}有出入之处（可以不填）",
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "如：岗位为质检员"}),
            )


def _shown(row: EmployerAnswer) -> str:
    since = f"{in_words(row.started_on)}起" if row.started_on else "起始日期未填"
    return f"{since}，{row.post}" if row.post else since


@through_link(CONFIRM_EMPLOYMENT.name)
def page(request: HttpRequest) -> HttpResponse:
    link = cast(LinkRequest, request).link
    ask = EmployerAsk.objects.select_related("school", "employer").get(pk=link.about_id)
    rows = list(ask.answers.select_related("destination__student"))
    form = AnswersForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        said = {
            row.pk: (form.cleaned_data[f"answer_{row.pk}"], form.cleaned_data[f"note_{row.pk}"])
            for row in rows
            if form.cleaned_data[f"answer_{row.pk}"]
        }
        if ALL in request.POST:
            said = {row.pk: ("yes", form.cleaned_data[f"note_{row.pk}"]) for row in rows} | said
        with refusal_shown_on(form):
            answer_employer_link(link, said=said, now=now())
            return render(request, "employment/employer_answered.html", {"ask": ask})
    shown = [{"answer": form[f"answer_{row.pk}"], "note": form[f"note_{row.pk}"]} for row in rows]
    context = {"ask": ask, "shown": shown, "form": form, "all": ALL, "link": link}
    return render(request, "employment/employer_word.html", context)
