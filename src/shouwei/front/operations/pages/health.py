"""What is in order, what is not, and what to do about it."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..checks import look
from ..permissions import KEYS
from ..rules.health import worst
from .tabs import tabs


@KEYS.page("view_health")
def page(request: SignedInRequest) -> HttpResponse:
    checks = look(now())
    context = {"checks": checks, "worst": worst(checks), "at": now(), "tabs": tabs(request, "health")}
    return render(request, "operations/health.html", context)
