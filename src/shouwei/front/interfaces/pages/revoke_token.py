"""Revoke one token."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..models import Token
from ..permissions import KEYS
from ..workflows.revoke_token import revoke_token


@KEYS.page("revoke_token")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    token = KEYS.fetch(request.identity, "revoke_token", Token.objects.all(), pk=pk)
    revoke_token(token, by=request.identity, now=now())
    messages.success(request, f"已撤销“{token.name}”，使用它的程序立即不能再访问。")
    return redirect("interfaces:tokens")
