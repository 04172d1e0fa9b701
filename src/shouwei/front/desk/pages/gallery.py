"""Every component of the screen on one page; in demo mode only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.gallery import sample
from shouwei.core.keys import public_page


@public_page
def page(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "core/gallery.html", sample(today()))
