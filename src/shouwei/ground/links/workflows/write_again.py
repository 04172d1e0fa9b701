"""Write to an outside organisation once more about an errand of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shouwei.core.verdict import Refused, Verdict, require
from shouwei.ground.notices.workflows.write_outsider import write_outsider

from ..models import Link
from ..rules.links import State
from .issue_links import To, issue_links


def write_again(
    purpose: str, about: int, *, key: str, gone: str, allowed: Callable[[bool], Verdict], now: datetime
) -> tuple[str, Link]:
    """How it was written and the link it rests on; inside the caller's transaction, as the system.

    A link that still opens is written again as it is; one that ran out in somebody's hand gives way to a new one. ``allowed`` is
    asked with whether it still opens; ``gone`` is said when the link has been cleaned up.
    """
    link = Link.objects.filter(purpose=purpose, about_id=about).select_related("issuer").last()
    if link is None:
        raise Refused(gone)
    live = link.state(now) in (State.WAITING, State.OPEN)
    require(allowed(live))
    if not live:
        issue_links(purpose, [To(about, link.recipient, link.subject)], issuer=link.issuer, by=link.issued_by, now=now)
    return write_outsider(key, now=now), link
