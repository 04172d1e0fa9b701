"""The desk behind ``core.proof.fresh_proof``: is the last proof recent, and if not, who is there?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.verdict import Refused

from .arrival import PROVED_AT, prove
from .models import SecondFactor, User
from .rules.proofs import is_fresh
from .workflows.count_try import count_try, counter, take_back_try
from .workflows.second_factor import accept_code

ASKING = "proof_asked"
"""In the form: this post answers the desk; its value is the method that was interrupted."""
OWN_FIELDS = {ASKING, "proof", "csrfmiddlewaretoken"}


class ProofForm(forms.Form):
    proof = forms.CharField(label="密码", max_length=200, strip=False)

    def __init__(self, data: Any, *, with_code: bool) -> None:
        super().__init__(data)
        field = self.fields["proof"]
        if with_code:
            field.label, field.help_text = "验证码", "验证器应用中当前显示的六位数字，或一个恢复码。"
            field.widget.attrs.update(inputmode="numeric", autocomplete="one-time-code", autofocus=True)
        else:
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True})
        field.error_messages["required"] = f"请输入{field.label}。"


def ask(request: HttpRequest, minutes: int) -> HttpResponse | None:
    """None: go on. Otherwise the page that asks; it posts to where the person was going, with everything that was posted."""
    if proved_recently(request, minutes):
        return _back_to_get(request)
    user = request.user
    assert isinstance(user, User)  # the page's own door has seen to that
    with_code = SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists()
    asking = request.method == "POST" and ASKING in request.POST
    form = ProofForm(request.POST if asking else None, with_code=with_code)
    if asking and form.is_valid():
        sentence = _wrong(user, form.cleaned_data["proof"], with_code=with_code)
        if sentence is None:
            prove(request, now())
            return _back_to_get(request)
        form.add_error("proof", sentence)
    context = {
        "form": form,
        "minutes": minutes,
        "asking": request.POST.get(ASKING, request.method),
        "carried": _carried(request),
        "files": bool(request.FILES),
        "action": request.get_full_path(),
    }
    # Not 200: a draft that was being saved must not believe that it was.
    return render(request, "people/prove.html", context, status=403)


def proved_recently(request: HttpRequest, minutes: int) -> bool:
    store: Any = request.session
    proved_at = request.session.get(PROVED_AT)
    if proved_at is None:
        return store.row is not None and is_fresh(proved_at=store.row.began_at, now=now(), minutes=minutes)
    return is_fresh(proved_at=datetime.fromtimestamp(proved_at, UTC), now=now(), minutes=minutes)


def _wrong(user: User, proof: str, *, with_code: bool) -> str | None:
    counters = [counter("proof", user.pk)]
    try:
        count_try(counters, now=now())
    except Refused as refusal:
        return str(refusal)
    right = accept_code(user, code=proof, now=now()) if with_code else user.check_password(proof)
    if not right:
        return "验证码不正确，请重新输入。" if with_code else "密码不正确，请重新输入。"
    take_back_try(counters, now=now())
    return None


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN_FIELDS]


def _back_to_get(request: HttpRequest) -> HttpResponse | None:
    """The answer to the desk is not for the page behind it: a reading goes back to reading, a post goes on as it was."""
    if request.method != "POST" or ASKING not in request.POST:
        return None
    if request.POST[ASKING] != "POST":
        return redirect(request.get_full_path())
    post = request.POST.copy()
    for name in OWN_FIELDS - {"csrfmiddlewaretoken"}:
        post.pop(name, None)
    request.POST = post  # type: ignore[assignment]  # a QueryDict like the one that came
    return None
