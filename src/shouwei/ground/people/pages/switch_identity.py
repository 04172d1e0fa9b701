"""Choose which of one's identities to act in from now on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..middleware import SESSION_KEY


@signed_in_page
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    wanted = request.POST.get("identity", "")
    chosen = next((identity for identity in request.identities if str(identity.pk) == wanted), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.pk
    messages.success(request, f"现在以“{chosen.label}”的身份办理。")
    return redirect("desk:home")
