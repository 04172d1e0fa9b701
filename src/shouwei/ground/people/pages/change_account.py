"""Close or reopen an account, end its sessions, hand out a one-time code, take off a lost second factor."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.proof import fresh_proof
from shouwei.core.verdict import Refused

from ..models import User
from ..permissions import KEYS
from ..workflows.close_account import close_account, reopen_account
from ..workflows.end_sessions import end_sessions
from ..workflows.issue_entry_code import issue_entry_code
from ..workflows.second_factor import remove_second_factor
from .open_account import slip_of


@KEYS.page("manage_accounts")
@require_POST
@fresh_proof()
def page(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    person = KEYS.fetch(request.identity, "manage_accounts", User.objects.all(), pk=pk)
    why = request.POST.get("why", "").strip()[:200]
    try:
        if verb == "entry-code":
            return render(request, "people/entry_code.html", slip_of(person, _code_for(person, request)))
        messages.success(request, _done(person, verb, why, request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", person.pk)


def _code_for(person: User, request: SignedInRequest) -> str:
    if not person.is_active:
        raise Refused("账号已停用，不能开具一次性代码。请先恢复账号。")
    return issue_entry_code(person, by=request.identity, now=now())


def _done(person: User, verb: str, why: str, request: SignedInRequest) -> str:
    by = request.identity
    if verb == "close":
        close_account(person, why=why, by=by, acting_user=request.user.pk or 0, today=today())
        return "账号已停用，此人的登录立即失效。需要时可以恢复。"
    if verb == "reopen":
        reopen_account(person, by=by)
        return "账号已恢复。"
    if verb == "end-sessions":
        return f"已结束此人的{end_sessions(person, keep=None, by=by)}处登录。"
    if verb == "remove-factor":
        remove_second_factor(person, demanded=True, own=False, by=by, why=why)
        return "二次验证已停用。角色要求二次验证的，此人下次登录时须重新设置。"
    raise Http404
