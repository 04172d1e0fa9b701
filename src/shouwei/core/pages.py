"""The beats every page shares: put a refusal on the form, remember where to go back to, read what an address asks."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .keys import Keys, SignedInRequest
from .verdict import Refused

D = TypeVar("D")


@contextmanager
def refusal_shown_on(form: BaseForm) -> Iterator[None]:
    """Run a workflow; its refusal becomes an error of the form, and what was typed stays."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))


def next_or(request: HttpRequest, fallback: str) -> str:
    """The ``next`` address of the request when it is ours, else ``fallback``."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return fallback


def number_in(query: QueryDict, name: str) -> int | None:
    """The number an address asks for; None where it is missing or no number. ``²`` is a digit to Python, but no number."""
    text = query.get(name, "")
    return int(text) if text.isdecimal() else None


def year_in(query: QueryDict, name: str, otherwise: D) -> int | D:
    """The same of a year, four figures; ``otherwise`` where there is none."""
    text = query.get(name, "")
    return int(text) if text.isdecimal() and len(text) == 4 else otherwise


def tabs_of(
    keys: Keys, parts: Iterable[tuple[str, str, str]], request: SignedInRequest, active: str
) -> list[dict[str, Any]]:
    """The parts of a room over every page of it, those this identity may open: (URL name, words, action or "" for everybody)."""
    return [
        {"label": label, "url": reverse(f"{keys.room}:{name}"), "active": name == active}
        for name, label, action in parts
        if not action or keys.holds(request.identity, action)
    ]
