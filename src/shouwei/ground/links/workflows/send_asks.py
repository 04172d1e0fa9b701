"""Send outside organisations, through their registered contacts, on the errands a room has just written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.notices.workflows.write_outsider import write_outsider
from shouwei.ground.organisations.queries import secretariat
from shouwei.ground.people.models import Identity

from ..models import OutsideAsk
from ..purposes import OutsideErrand
from .issue_links import To, issue_links
from .tell_of_letters import tell_of_letters

Ask = TypeVar("Ask", bound=OutsideAsk)


def send_asks(
    errand: OutsideErrand, asks: Sequence[Ask], *, subject: Callable[[Ask], str], by: Identity, now: datetime
) -> None:
    """Inside the caller's transaction. The school that asks neither chooses the number nor ever sees the address."""
    itself = by.role in errand.issuers
    with acting_as_system("an outside organisation hears from the group, never from the school"):
        issuer = by.organisation if itself else secretariat()
        if issuer is None:
            raise Refused(f"还没有登记秘书处，不能以集团名义请{errand.who}{errand.what}。")
        to = [To(ask.pk, ask.contact_post, subject(ask)) for ask in asks]
        issue_links(errand.purpose.name, to, issuer=issuer, by=by if itself else None, now=now)
        for ask in asks:
            ask.sent_by_way = write_outsider(f"{errand.stem}-ask:{ask.pk}:0", now=now)
        type(asks[0])._default_manager.bulk_update(asks, ["sent_by_way"])
        if letters := sum(not ask.sent_by_way for ask in asks):
            tell_of_letters(errand, letters, issuer=issuer, by=by, now=now)
