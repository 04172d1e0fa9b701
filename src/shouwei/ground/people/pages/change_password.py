"""Change one's own password."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.pages import refusal_shown_on

from ..arrival import prove
from ..models import User
from ..workflows.count_try import count_try, counter, take_back_try
from ..workflows.set_password import change_password
from .use_entry_code import NewPasswordForm


class ChangePasswordForm(NewPasswordForm):
    old = forms.CharField(
        label="原密码",
        max_length=200,
        strip=False,
        error_messages={"required": "请输入原密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        assert isinstance(request.user, User)  # signed in: a person
        counters = [counter("proof", request.user.pk)]
        with refusal_shown_on(form):
            count_try(counters, now=now())
            me = User.objects.get(pk=request.user.pk)
            change_password(
                me, old=form.cleaned_data["old"], password=form.cleaned_data["password"], by=request.identity
            )
            take_back_try(counters, now=now())
            # This session goes on under a new number; every other one has ended.
            update_session_auth_hash(request, User.objects.get(pk=me.pk))
            prove(request, now())
            messages.success(request, "密码已修改，其他设备上的登录已全部退出。")
            return redirect("people:my_account")
    return render(request, "people/change_password.html", {"form": form})
