"""Answer one difficulty."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or, refusal_shown_on

from ..models import Difficulty
from ..permissions import KEYS
from ..rules.reports import may_escalate
from ..workflows.answer_difficulty import answer_difficulty


class DifficultyAnswerForm(forms.Form):
    answer = forms.CharField(
        label="答复意见",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明谁来办、怎么办、什么时候办好；答复日期自动记为今天。",
    )


@KEYS.page("answer_difficulty")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Difficulty.objects.select_related("duty__task__plan", "duty__task__lead", "duty__organisation")
    difficulty = KEYS.fetch(request.identity, "answer_difficulty", rows, pk=pk)
    form = DifficultyAnswerForm(request.POST if request.method == "POST" else None)
    back = next_or(request, reverse("planning:difficulties"))
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            answer_difficulty(
                difficulty, answer=form.cleaned_data["answer"].strip(), by=request.identity, today=today()
            )
            messages.success(request, "已答复，答复内容和日期已送达反映单位。")
            return redirect(back)
    raisable = may_escalate(level=difficulty.level, answered_on=difficulty.answered_on)
    return render(
        request,
        "planning/answer_difficulty.html",
        {
            "difficulty": difficulty,
            "duty": difficulty.duty,
            "form": form,
            "back": back,
            "age": ((difficulty.answered_on or today()) - difficulty.raised_on).days,
            "may_escalate": bool(raisable) and KEYS.opens(request.identity, "escalate_difficulty", difficulty),
        },
    )
