"""Sign in by account and password."""

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import public_page
from shouwei.core.pages import next_or


class SignInForm(forms.Form):
    username = forms.CharField(label="账号", max_length=50)
    password = forms.CharField(label="密码", max_length=200, strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.fields["username"].widget.attrs.update(autocomplete="username", autofocus=True)
        self.fields["password"].widget.attrs.update(autocomplete="current-password")


@public_page
def page(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_or(request, "/"))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            return redirect(next_or(request, "/"))
        form.add_error(None, "账号或密码不正确，请重新输入。忘记密码请联系集团秘书处。")
    context = {"form": form, "demo": settings.DEMO, "next": next_or(request, "")}
    return render(request, "people/sign_in.html", context)
