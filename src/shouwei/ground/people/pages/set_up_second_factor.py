"""Set up the second factor: a picture for the app, one code to prove it works, ten recovery codes for the drawer."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof

from ..middleware import SECOND
from ..models import SecondFactor, User
from ..workflows.second_factor import address_of_secret, begin_second_factor, confirm_second_factor, secret_in_fours
from .enter_code import CodeForm


class FirstCodeForm(CodeForm):
    """There are no recovery codes yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "验证器应用中当前显示的六位数字，每30秒换一次。"


def picture_of(factor: SecondFactor) -> dict[str, Any]:
    """The QR picture as an address the content policy allows, and the same secret for typing."""
    picture = segno.make(address_of_secret(factor), error="m")
    # The size is written on the picture, because no style may be.
    return {"picture": picture.svg_data_uri(scale=5, border=2), "secret": secret_in_fours(factor)}


@signed_in_page
@fresh_proof()
def page(request: SignedInRequest) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    if SecondFactor.objects.filter(user=me).exclude(confirmed_at=None).exists():
        messages.info(request, "二次验证已经启用。换手机请先停用，再重新设置。")
        return redirect("people:my_account")
    factor = begin_second_factor(me)
    form = FirstCodeForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            codes = confirm_second_factor(factor.user, code=form.cleaned_data["code"], by=request.identity, now=now())
            request.session[SECOND] = True
            return render(request, "people/recovery_codes.html", {"codes": codes, "onward": "/people/me/"})
    return render(request, "people/set_up_second_factor.html", {"form": form, **picture_of(factor)})
