"""Mark all my messages as read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..workflows.mark_read import mark_read


@signed_in_page
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    messages.success(request, f"已将{mark_read(request.identity)}条消息标为已读。")
    return redirect("notices:inbox")
