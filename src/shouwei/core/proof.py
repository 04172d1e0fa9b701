"""Ask again who is there before something that cannot be taken back: numbers shown in full, roles granted, exports, backups.

A page writes, under its own door::

    @KEYS.page("restore_backup")
    @fresh_proof(minutes=10)
    def page(request: SignedInRequest) -> HttpResponse: ...

Somebody whose last proof (sign-in, or an earlier asking) is older than that is asked for the password or the code of the second
factor; what was posted is kept and goes on from there. Chosen files are not: the page says so and the form asks for them again.
The desk that asks lives in the people room and is named in the settings, so that every floor may use the door.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from .keys import View

MINUTES = 10


def fresh_proof(minutes: int = MINUTES) -> Callable[[View], View]:
    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            ask = import_string(settings.PROOF_DESK)
            asked = cast("HttpResponse | None", ask(request, minutes))
            return asked or view(request, *args, **kwargs)

        guarded.fresh_proof = minutes  # type: ignore[attr-defined]  # read by the test that lists such doors
        return guarded

    return door
