"""Sign out; the session is gone from the server too."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.keys import public_page


@public_page
@require_POST
def page(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:sign_in")
