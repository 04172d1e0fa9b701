"""New recovery codes; the old ones are void."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.proof import fresh_proof

from ..models import SecondFactor, User
from ..workflows.second_factor import renew_recovery_codes


@signed_in_page
@require_POST
@fresh_proof()
def page(request: SignedInRequest) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    if not SecondFactor.objects.filter(user=me).exclude(confirmed_at=None).exists():
        return redirect("people:my_account")
    codes = renew_recovery_codes(me, by=request.identity)
    return render(request, "people/recovery_codes.html", {"codes": codes, "onward": "/people/me/"})
