"""Lists that can be taken along as a file. A room describes its list; the export centre makes the file, masks, asks, and logs.

A room writes ``listings.py`` (named on its card; loaded when the house starts)::

    PEOPLE = register(
        Listing(
            name="people.identities",
            title="人员身份",
            columns=(
                Out("姓名", lambda row: row.user.name, personal="name"),
                Out("单位", lambda row: row.organisation.name, width=24),
                Out("起", lambda row: row.since),
            ),
            rows=lambda asked: KEYS.within(asked.identity, "view_people", Identity.objects.select_related("user", "organisation")),
            opens=lambda identity: KEYS.holds(identity, "view_people"),
        )
    )

and on its page, beside the list::

    {% load listings %}{% export_button "people.identities" %}

``rows`` gets the address of the page (``asked.query``) and must apply it exactly as the page does, so that what the filter shows is
what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Asked:
    """Who takes the list along, with which filter, on which day. ``pk`` is the thing the list belongs to, e.g. the plan."""

    identity: Any
    query: QueryDict
    today: date
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """One column. ``value``: row → text, number, date or None. ``personal``: a kind of ``core.secrets.mask``, "" when it is not."""

    heading: str
    value: Callable[[Any], Any]
    width: int = 0
    """Characters; 0: by heading."""
    personal: str = ""


@dataclass(frozen=True)
class Listing:
    name: str
    """``room.list``."""
    title: str
    columns: Sequence[Out]
    rows: Callable[[Asked], Any]
    """A queryset (streamed) or a sequence, already cut to what the identity may see; 404 and refusals may be raised."""
    opens: Callable[[Any], bool]
    """Whether an identity may take the list along: ask the room's ``KEYS.holds``."""
    filters: Callable[[Asked], Sequence[str]] = lambda asked: ()
    """The filter in words, as the page shows it, e.g. ``["状态：逾期", "自2019年6月1日"]``."""
    url: Callable[[Asked], str] = lambda asked: ""
    """The page the list was taken from."""
    per: Callable[[Asked], str] = lambda asked: ""
    """What the list belongs to, for the title, e.g. the plan's name."""

    @property
    def is_personal(self) -> bool:
        return any(column.personal for column in self.columns)


LISTINGS: dict[str, Listing] = {}
"""Every list that can be taken along, filled by the rooms' ``listings.py``."""


def register(listing: Listing) -> Listing:
    if LISTINGS.get(listing.name, listing) is not listing:
        raise ValueError(f"two listings are called {listing.name}")
    LISTINGS[listing.name] = listing
    return listing


def rows_of(listing: Listing, asked: Asked) -> Iterable[Any]:
    """Rows one by one; a queryset is not held in memory as a whole."""
    found = listing.rows(asked)
    rows: Iterable[Any] = found.iterator(chunk_size=2_000) if hasattr(found, "iterator") else iter(found)
    return rows


def count_of(listing: Listing, asked: Asked) -> int:
    found = listing.rows(asked)
    return int(found.count()) if hasattr(found, "iterator") else len(found)
