"""Links as their issuer sees them, and the one a token or code means."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from shouwei.core.acting import acting_as_system

from .codes import is_code_of, is_token_of, number_in_code, number_in_token, tidy_code
from .models import Link, WrongCode
from .purposes import PURPOSES
from .rules.links import State

MOST_WRONG_CODES = 10
"""Wrong paper codes of one address in an hour before it has to wait."""


def link_of_token(token: str) -> Link | None:
    """The link whose present address this is; None for altered, superseded and unknown alike."""
    number = number_in_token(token)
    link = Link.objects.select_related("issuer").filter(pk=number).first() if number is not None else None
    return link if link is not None and link.purpose in PURPOSES and is_token_of(link.errand, token) else None


def link_of_code(typed: str) -> Link | None:
    code = tidy_code(typed)
    link = Link.objects.select_related("issuer").filter(pk=number_in_code(code)).first() if code else None
    return link if link is not None and link.purpose in PURPOSES and is_code_of(link.errand, code) else None


def must_wait(address: str) -> bool:
    hour = timezone.now() - timedelta(hours=1)
    return WrongCode.objects.filter(address=address, at__gt=hour).count() >= MOST_WRONG_CODES


def links_listed(links: QuerySet[Link], *, purpose: str = "", find: str = "") -> QuerySet[Link]:
    links = links.select_related("issuer", "issued_by__user", "issued_by__organisation")
    if purpose:
        links = links.filter(purpose=purpose)
    if find:
        links = links.filter(subject__icontains=find) | links.filter(recipient__icontains=find)
    return links


def link_to_write(purpose: str, about: int, *, now: datetime) -> Link | None:
    """The newest link about a thing while it waits to be opened; None when there is nothing left to ask."""
    link = newest_links(purpose, [about]).get(about)
    return link if link is not None and link.state(now) is State.WAITING else None


def newest_links(purpose: str, about: Iterable[int]) -> dict[int, Link]:
    """Thing → its newest link, of whatever issuer; whoever asks has been let in for the things."""
    with acting_as_system("how an errand stands is told to those whose errand it is, its address to nobody"):
        rows = Link.objects.filter(purpose=purpose, about_id__in=list(about)).order_by("pk")
        return {row.about_id: row for row in rows}
