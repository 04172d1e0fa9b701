"""Tell the issuer of letters to print: where neither a text message nor a mail goes, somebody posts them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from shouwei.core.clock import day_of
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..purposes import OutsideErrand


def tell_of_letters(
    errand: OutsideErrand, letters: int, *, issuer: Organisation, by: Identity | None, now: datetime
) -> None:
    """Who asked, when he is of the issuer; else the secretariat. Once a day."""
    day = day_of(now)
    people = [by] if by is not None and by.organisation_id == issuer.pk else holders(Identity.Role.SECRETARIAT, day)
    text = f"有{letters}封“{errand.purpose.title}”信函待打印寄给{errand.who}"
    url = f"{reverse('links:links')}?purpose={errand.purpose.name}"
    tell(people, text, url=url, key=f"{errand.stem}-letters:{issuer.pk}:{day}")
