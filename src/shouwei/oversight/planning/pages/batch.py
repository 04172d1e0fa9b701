"""One verb on many rows: each in its own transaction, so that one refusal does not undo the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest

from shouwei.core.verdict import Refused

M = TypeVar("M", bound=Model)


def chosen(request: HttpRequest) -> list[int]:
    """The ticked rows; anything that is not a number was not ticked on our page."""
    return [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal()]


def each(request: HttpRequest, rows: Iterable[M], verb: Callable[[M], object], *, done: str) -> None:
    """Run the verb on every row and say how many went through, and which did not and why. ``done`` has a ``{}``."""
    count = 0
    for row in rows:
        try:
            verb(row)
            count += 1
        except Refused as refusal:
            messages.error(request, f"{row}：{refusal}")
    if count:
        messages.success(request, done.format(count))
    else:
        messages.warning(request, "没有选中可办理的事项，未作改动。")
