"""Confirm an elevated identity as the second person, take a waiting one back, undo an end."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.proof import fresh_proof
from shouwei.core.verdict import Refused

from ..models import Identity, User
from ..permissions import KEYS
from ..workflows.confirm_identity import confirm_identity, withdraw_identity
from ..workflows.end_identity import reopen_identity

Verb = Callable[[Identity, SignedInRequest], str]


def _confirm(identity: Identity, request: SignedInRequest) -> str:
    confirm_identity(identity, by=request.identity, acting_user=request.user.pk or 0)
    return "身份已确认生效。此人下次登录时须通过二次验证。"


def _withdraw(identity: Identity, request: SignedInRequest) -> str:
    withdraw_identity(identity, by=request.identity)
    return "待确认的身份已撤回。"


def _reopen(identity: Identity, request: SignedInRequest) -> str:
    reopen_identity(identity, by=request.identity)
    return "已撤销结束，身份继续有效。"


VERBS: dict[str, Verb] = {"confirm": _confirm, "withdraw": _withdraw, "reopen": _reopen}


@KEYS.page("manage_accounts")
@require_POST
@fresh_proof()
def page(request: SignedInRequest, pk: int, identity: int) -> HttpResponse:
    person = KEYS.fetch(request.identity, "manage_accounts", User.objects.all(), pk=pk)
    row = _identity_of(person, identity)
    verb = VERBS.get(request.POST.get("verb", ""))
    if row is None or verb is None:
        messages.error(request, "没有找到这个身份，可能已被他人处理。请刷新后再看。")
        return redirect("people:person", person.pk)
    try:
        messages.success(request, verb(row, request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", person.pk)


def _identity_of(person: User, pk: int) -> Identity | None:
    return Identity.objects.select_related("user", "organisation").filter(user=person, pk=pk).first()
