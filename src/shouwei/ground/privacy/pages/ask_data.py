"""我的申请: ask for a correction, deletion, an explanation or a copy of one's own data, and see what became of it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.pages import refusal_shown_on
from shouwei.core.templatetags.screen import cn_date
from shouwei.core.verdict import Refused
from shouwei.ground.people.models import User

from ..models import DataRequest
from ..queries.requests import REQUESTS
from ..rules.requests import TERM
from ..workflows.answer_request import withdraw_request
from ..workflows.ask_data import Wish, ask_data


class AskForm(forms.Form):
    kind = forms.ChoiceField(label="申请事项", choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="申请内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明哪一项、现在是什么、应当是什么，或者想知道什么。不要写身份证号码。",
    )


def _me(request: SignedInRequest) -> User:
    return User.objects.get(username=request.user.get_username())


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    me = _me(request)
    form = AskForm(request.POST or None, initial={"kind": request.GET.get("kind", "correct")})
    if form.is_valid():
        wish = Wish(form.cleaned_data["kind"], form.cleaned_data["words"], received_on=today())
        with refusal_shown_on(form):
            row = ask_data(me, wish, by=request.identity, today=today())
            messages.success(request, f"已收到，编号{row.number}，{cn_date(row.due_on)}前答复。")
            return redirect("privacy:my_request", row.pk)
    context = {"form": form, "rows": DataRequest.objects.filter(user=me), "term": TERM}
    return render(request, "privacy/ask_data.html", context)


@signed_in_page
def mine(request: SignedInRequest, number: int) -> HttpResponse:
    """What belongs to somebody else does not exist."""
    row = get_object_or_404(REQUESTS, user__username=request.user.get_username(), pk=number)
    return render(request, "privacy/my_request.html", {"row": row})


@signed_in_page
@require_POST
def withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    row = get_object_or_404(REQUESTS, user__username=request.user.get_username(), pk=number)
    try:
        withdraw_request(row, by=request.identity, today=today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "申请已撤回。")
    return redirect("privacy:my_request", row.pk)
