"""Give up one's own second factor, where no role demands it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.proof import fresh_proof
from shouwei.core.verdict import Refused

from ..arrival import demanded
from ..models import User
from ..workflows.second_factor import remove_second_factor


@signed_in_page
@require_POST
@fresh_proof()
def page(request: SignedInRequest) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    try:
        # Mine even while I stand in for somebody: the account is the person's, not the identity's.
        remove_second_factor(me, demanded=demanded(me), own=True, by=request.identity)
        messages.success(request, "二次验证已停用，登录时只需要密码。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:my_account")
