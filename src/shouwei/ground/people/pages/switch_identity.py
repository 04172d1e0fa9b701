"""Choose which of one's identities to act in from now on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.ground.calendar.clock import today

from ..middleware import SESSION_KEY
from ..models import Identity


@signed_in_page
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    mine = Identity.objects.on(today()).filter(user_id=request.user.pk).select_related("organisation")
    chosen = get_object_or_404(mine, pk=request.POST.get("identity") if request.POST.get("identity", "").isdigit() else 0)
    request.session[SESSION_KEY] = chosen.pk
    messages.success(request, f"现在以“{chosen.label}”的身份办理。")
    return redirect("desk:home")
