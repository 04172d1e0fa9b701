"""A list as a tree: a code, where it stands, what is below it, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Code, Edition, Mapping
from ..permissions import KEYS
from ..queries import ancestors, children, edition_on, published, region_history, region_on, valid_on
from ..rules.shapes import LABELS, Catalogue

PER_PAGE = 100


@KEYS.page("view_catalogues")
def page(request: SignedInRequest, catalogue: str, code: str = "") -> HttpResponse:
    if catalogue not in LABELS:
        raise Http404
    day = _day(request.GET.get("on", ""))
    editions = list(published(catalogue))
    edition = _wanted(request.GET.get("edition", ""), editions) or edition_on(catalogue, day)
    context: dict[str, object] = {
        "catalogue": catalogue,
        "title": LABELS[catalogue],
        "editions": editions,
        "edition": edition,
        "day": day,
        "is_today": day == today(),
        "code": code,
        "dated": catalogue == "regions",
    }
    if edition is not None:
        context |= _found(edition, code, day, request.GET.get("page"))
    return render(request, "catalogues/browse.html", context)


def _found(edition: Edition, code: str, day: date, number: str | None) -> dict[str, object]:
    way = ancestors(edition, code, on=day)
    past = Code.objects.filter(edition=edition, code=code).order_by("valid_from") if code else Code.objects.none()
    if code and not past and not way:
        raise Http404
    below = children(edition, code, on=day)
    return {
        "way": way[:-1],
        "here": way[-1] if way else None,
        "past": past,
        "became": _became(edition, past, day) if past and not way else [],
        "below": Paginator(below.defer("pieces"), PER_PAGE).get_page(number),
        "changes": region_history(edition, code) if code else [],
        "newer": Mapping.objects.filter(old_edition=edition, old=code).select_related("new_edition") if code else [],
        "older": Mapping.objects.filter(new_edition=edition, new=code).select_related("old_edition") if code else [],
    }


def _became(edition: Edition, past: Iterable[Code], day: date) -> list[Code]:
    """What a region that is no more by that name or code is called on the day."""
    ended = [one.valid_until for one in past if one.valid_until is not None and one.valid_until < day]
    if not ended or edition.catalogue != Catalogue.REGIONS:
        return []
    codes = region_on(next(iter(past)).code, since=max(ended), until=day)
    return list(Code.objects.filter(valid_on(day), edition=edition, code__in=codes).defer("pieces").order_by("code"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


def _wanted(pk: str, editions: list[Edition]) -> Edition | None:
    return next((one for one in editions if str(one.pk) == pk), None)
