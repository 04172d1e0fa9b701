"""Sign in by account and password, or go to a way outside."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import public_page
from shouwei.core.pages import next_or
from shouwei.core.verdict import Refused

from ..arrival import address_of, arrive, is_known_device
from ..middleware import ENDED
from ..models import User
from ..outside import open_ways
from ..rules.addresses import network_of
from ..workflows.count_try import Counter, count_try, counter, take_back_try

WRONG = "账号或密码不正确，请重新输入。忘记密码请联系集团秘书处，当面领取一次性代码。"


class SignInForm(forms.Form):
    username = forms.CharField(label="账号", max_length=50, error_messages={"required": "请输入账号。"})
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": "请输入密码。"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.fields["username"].widget.attrs.update(autocomplete="username", autofocus=True)
        self.fields["password"].widget.attrs.update(autocomplete="current-password")


@public_page
def page(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_or(request, "/"))
    form = SignInForm(request.POST or None)
    status = 200
    if form.is_valid():
        counters = counters_for(request, form.cleaned_data["username"])
        try:
            failures = count_try(counters, now=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 429
        else:
            user = authenticate(request, **form.cleaned_data)
            if isinstance(user, User):
                take_back_try(counters, now=now())
                return arrive(request, user, way="密码", onward=next_or(request, "/"), failures=failures)
            form.add_error(None, WRONG)
    context = {
        "form": form,
        "demo": settings.DEMO,
        "next": next_or(request, ""),
        "ways": open_ways(),
        "ended": request.session.get(ENDED),
        "idle": settings.SESSION_IDLE_MINUTES,
    }
    return render(request, "people/sign_in.html", context, status=status)


def counters_for(request: HttpRequest, username: str) -> list[Counter]:
    """On a browser the person has used before, failures count there alone."""
    if is_known_device(request, User.objects.filter(username=username).only("pk").first()):
        return [counter("device", username, request.COOKIES["device"])]
    return [counter("account", username), counter("address", network_of(address_of(request)))]
