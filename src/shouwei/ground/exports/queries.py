"""What a list holds for somebody, and who may be the second person."""

from __future__ import annotations

from datetime import date

from shouwei.core.listings import LISTINGS, Asked, Listing
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders, second_persons

from .models import Export

DECIDERS = (Identity.Role.SECRETARIAT, Identity.Role.ADMINISTRATOR)


def listing_for(identity: Identity, name: str) -> Listing | None:
    listing = LISTINGS.get(name)
    return listing if listing is not None and listing.opens(identity) else None


def filters_in_words(listing: Listing, asked: Asked) -> list[str]:
    """The room's own words, or the address's names and values."""
    words = list(listing.filters(asked))
    if words:
        return words
    return [f"{name}：{value}" for name, values in asked.query.lists() for value in values if value and name != "page"]


def deciders_of(export: Export, today: date) -> list[Identity]:
    """Who may agree to a request and is told of it: heads of the same unit for its staff, else secretariat and administrators."""
    by = export.asked_by
    if by.role == Identity.Role.UNIT_STAFF:
        found = list(holders(Identity.Role.UNIT_HEAD, today, by.organisation_id))
    else:
        found = [identity for role in DECIDERS for identity in holders(role, today)]
    return second_persons(by, found, at=export.asked_at)
