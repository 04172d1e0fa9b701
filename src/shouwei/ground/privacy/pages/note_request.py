"""登记申请: what somebody asked for in person, by letter or by telephone, or on behalf of a student."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.templatetags.screen import cn_date
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import User

from ..models import DataRequest
from ..permissions import KEYS
from ..queries.requests import REQUESTS
from ..rules.requests import TERM
from ..workflows.ask_data import Wish, ask_data


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label="申请事项", choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    asker = forms.ChoiceField(
        label="由谁提出", choices=DataRequest.Asker.choices, help_text="监护人、受托人提出的，先核对身份和委托书。"
    )
    way = forms.ChoiceField(label="提出方式", choices=[c for c in DataRequest.Way.choices if c[0] != "online"])
    received_on = forms.DateField(
        label="收到日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=f"答复期限从这一天起算，{TERM}日内答复，末日休息的提前到之前的工作日。",
    )
    words = forms.CharField(
        label="申请内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="按本人的原话摘记。不要写身份证号码。",
    )


@KEYS.page("note_for_student")
def for_student(request: SignedInRequest, pk: int) -> HttpResponse:
    student = KEYS.fetch(request.identity, "note_for_student", Student.objects.select_related("school"), pk=pk)
    return _noted(request, student)


@KEYS.page("note_for_person")
def for_person(request: SignedInRequest, pk: int) -> HttpResponse:
    user = KEYS.fetch(request.identity, "note_for_person", User.objects.all(), pk=pk)
    return _noted(request, user)


def _noted(request: SignedInRequest, person: User | Student) -> HttpResponse:
    form = NoteForm(request.POST or None, initial={"received_on": today(), "kind": "copy", "way": "person"})
    if form.is_valid():
        with refusal_shown_on(form):
            row = ask_data(person, Wish(**form.cleaned_data), by=request.identity, today=today())
            messages.success(request, f"已登记，编号{row.number}，{cn_date(row.due_on)}前答复。")
            return redirect(row)
    about = {"user": person} if isinstance(person, User) else {"student": person}
    return render(request, "privacy/note_request.html", {"form": form, "rows": REQUESTS.filter(**about), **about})
