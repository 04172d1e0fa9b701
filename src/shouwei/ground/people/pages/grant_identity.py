"""Give a person one more identity."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof

from ..models import User
from ..permissions import KEYS
from ..workflows.grant_identity import grant_identity
from .open_account import IdentityForm


@KEYS.page("manage_accounts")
@fresh_proof()
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    person = KEYS.fetch(request.identity, "manage_accounts", User.objects.all(), pk=pk)
    form = IdentityForm(request.POST or None, initial={"since": today()})
    if form.is_valid():
        with refusal_shown_on(form):
            identity = grant_identity(person, **form.cleaned_data, by=request.identity, today=today())
            messages.success(
                request, "身份已提交，须由另一位管理人员确认后生效。" if identity.waits else "身份已授予。"
            )
            return redirect("people:person", person.pk)
    return render(request, "people/grant_identity.html", {"form": form, "person": person})
