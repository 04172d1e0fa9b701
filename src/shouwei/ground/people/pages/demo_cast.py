"""The cast of the demonstration, each a click away. Exists only in demo mode."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import public_page

from ..demo import demo_password
from ..models import Identity


@public_page
def page(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    cast = Identity.objects.on(today()).select_related("user", "organisation").order_by("pk")[:40]
    return render(request, "people/demo_cast.html", {"cast": cast, "password": demo_password()})
