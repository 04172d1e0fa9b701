"""The second step of signing in: the code of the app, or a recovery code."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import public_page
from shouwei.core.verdict import Refused

from ..arrival import arriving, let_in
from ..workflows.count_try import count_try, counter, take_back_try
from ..workflows.second_factor import accept_code


class CodeForm(forms.Form):
    code = forms.CharField(
        label="验证码",
        max_length=30,
        help_text="验证器应用中当前显示的六位数字；手机不在身边时，输入一个恢复码。",
        error_messages={"required": "请输入验证码。"},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


@public_page
def page(request: HttpRequest) -> HttpResponse:
    arrival = arriving(request)
    if arrival is None:
        return redirect("people:sign_in")
    form = CodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        counters = [counter("proof", arrival.user.pk)]
        try:
            count_try(counters, now=now())
        except Refused as refusal:
            form.add_error("code", str(refusal))
            status = 429
        else:
            if accept_code(arrival.user, code=form.cleaned_data["code"], now=now()):
                take_back_try(counters, now=now())
                return let_in(request, arrival, second=True)
            form.add_error("code", "验证码不正确，或者已经用过。请等应用显示下一个数字后再输入。")
    return render(request, "people/enter_code.html", {"form": form, "name": arrival.user.name}, status=status)
