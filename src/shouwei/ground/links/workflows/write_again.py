"""Write to an outside organisation once more that has not answered; at night also by itself, and let go of what nobody answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.write_outsider import write_outsider
from shouwei.ground.people.models import Identity

from ..models import Link, OutsideAsk
from ..purposes import OutsideErrand
from ..rules.links import State
from ..rules.reminding import REMIND_AFTER, may_remind
from .issue_links import To, issue_links
from .tell_of_letters import tell_of_letters

Ask = TypeVar("Ask", bound=OutsideAsk)


@transaction.atomic
def write_again(errand: OutsideErrand, ask: Ask, *, by: Identity | None, now: datetime) -> Ask:
    """A link that still opens is written again as it is; one that ran out in somebody's hand gives way to a new one."""
    ask = type(ask)._default_manager.select_for_update(of=("self",)).select_related("school").get(pk=ask.pk)
    with acting_as_system("an outside organisation hears from the group, never from the school"):
        link = Link.objects.filter(purpose=errand.purpose.name, about_id=ask.pk).select_related("issuer").last()
        if link is None:
            raise Refused(f"这次请求的链接已经清理，请重新请{errand.who}{errand.what}。")
        live = link.state(now) in (State.WAITING, State.OPEN)
        require(
            may_remind(
                answered=ask.answered_at is not None,
                closed=ask.closed_at is not None,
                live=live,
                sent_at=ask.sent_at,
                reminders=ask.reminders,
                now=now,
                who=errand.who,
                what=errand.what,
            )
        )
        if not live:
            to = [To(ask.pk, link.recipient, link.subject)]
            issue_links(errand.purpose.name, to, issuer=link.issuer, by=link.issued_by, now=now)
        ask.reminders, ask.sent_at = ask.reminders + 1, now
        ask.sent_by_way = write_outsider(f"{errand.stem}-ask:{ask.pk}:{ask.reminders}", now=now)
        ask.save(update_fields=["reminders", "sent_at", "sent_by_way"])
        if not ask.sent_by_way:
            tell_of_letters(errand, 1, issuer=link.issuer, by=link.issued_by, now=now)
    what = f"催办{errand.who}{errand.what}"
    record(by=by, what=what, on=ask, about=ask.school, why=f"第{ask.reminders}次")
    return ask


def remind_and_close(errand: OutsideErrand, asks: QuerySet[Ask], *, now: datetime) -> tuple[int, int]:
    """How many were written to again, and how many let go: two weeks after the last writing the link no longer opens."""
    open_ones = asks.filter(answered_at=None, closed_at=None)
    reminded = 0
    for ask in open_ones.filter(sent_at__lte=now - REMIND_AFTER, reminders=0):
        try:
            write_again(errand, ask, by=None, now=now)
            reminded += 1
        except Refused:
            continue
    waited = timedelta(days=errand.purpose.waits_days)
    return reminded, open_ones.filter(sent_at__lte=now - waited).update(closed_at=now)
