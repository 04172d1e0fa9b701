"""Write to an employer once more that has not answered; at night also by itself, and let go of what nobody answered in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.models import Link
from shouwei.ground.links.rules.links import State
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.notices.workflows.write_outsider import write_outsider
from shouwei.ground.people.models import Identity

from ..links import CONFIRM_EMPLOYMENT
from ..models import EmployerAsk
from ..rules.employer_word import REMIND_AFTER, may_remind
from .ask_employers import tell_of_letters


@transaction.atomic
def remind_employer(ask: EmployerAsk, *, by: Identity | None, now: datetime) -> EmployerAsk:
    """A link that still opens is written again as it is; one that ran out in somebody's hand gives way to a new one."""
    ask = EmployerAsk.objects.select_for_update(of=("self",)).select_related("school").get(pk=ask.pk)
    with acting_as_system("an employer hears from the group, never from the school"):
        link = Link.objects.filter(purpose=CONFIRM_EMPLOYMENT.name, about_id=ask.pk).select_related("issuer").last()
        if link is None:
            raise Refused("这次请求的链接已经清理，请重新请单位确认。")
        live = link.state(now) in (State.WAITING, State.OPEN)
        require(
            may_remind(
                answered=ask.answered_at is not None,
                closed=ask.closed_at is not None,
                live=live,
                sent_at=ask.sent_at,
                reminders=ask.reminders,
                now=now,
            )
        )
        ask.reminders, ask.sent_at = ask.reminders + 1, now
        if not live:
            to = To(ask.pk, link.recipient, link.subject)
            issue_links(CONFIRM_EMPLOYMENT.name, [to], issuer=link.issuer, by=link.issued_by, now=now)
        ask.sent_by_way = write_outsider(f"employer-ask:{ask.pk}:{ask.reminders}", now=now)
        ask.save(update_fields=["reminders", "sent_at", "sent_by_way"])
        if not ask.sent_by_way:
            tell_of_letters(1, issuer=link.issuer, by=link.issued_by, now=now)
    record(by=by, what="催办单位确认", on=ask, about=ask.school, why=f"第{ask.reminders}次")
    return ask


def remind_and_close(now: datetime) -> tuple[int, int]:
    """How many were written to again, and how many let go: two weeks after the last writing the link no longer opens."""
    open_ones = EmployerAsk.objects.filter(answered_at=None, closed_at=None)
    reminded = 0
    for ask in open_ones.filter(sent_at__lte=now - REMIND_AFTER, reminders=0):
        try:
            remind_employer(ask, by=None, now=now)
            reminded += 1
        except Refused:
            continue
    waited = timedelta(days=CONFIRM_EMPLOYMENT.waits_days)
    return reminded, open_ones.filter(sent_at__lte=now - waited).update(closed_at=now)
