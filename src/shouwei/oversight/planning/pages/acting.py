"""The beat of a button that needs no form: run the verb, say what happened, go back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or
from shouwei.core.verdict import Refused


def act(request: SignedInRequest, verb: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """A refusal is shown as a message on the page we go back to."""
    try:
        verb()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(next_or(request, back))
