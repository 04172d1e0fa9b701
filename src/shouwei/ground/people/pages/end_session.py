"""End one of my open sign-ins, or all but this one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import User
from ..workflows.end_sessions import end_session, end_sessions


@signed_in_page
@require_POST
def page(request: SignedInRequest) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    handle = request.POST.get("session", "")
    if handle == "others":
        ended = end_sessions(me, keep=request.session.session_key, by=request.identity)
        messages.success(request, f"已退出其他{ended}处登录。" if ended else "没有其他登录。")
    elif end_session(me, handle=handle, by=request.identity):
        messages.success(request, "已退出该设备上的登录。")
    else:
        raise Http404
    return redirect("people:my_account")
