"""Take the binding of an outside account off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import User
from ..outside import way_called
from ..workflows.bind_outside_account import unbind_outside_account


@signed_in_page
@require_POST
def page(request: SignedInRequest, slug: str) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    way = way_called(slug)
    label = way.label if way else slug
    if not unbind_outside_account(me, way=slug, label=label, by=request.identity):
        raise Http404
    messages.success(request, f"已解除{label}的绑定，可以重新绑定。")
    return redirect("people:my_account")
