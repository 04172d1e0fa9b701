"""Write to an employer once more that has not answered; at night also by itself, and let go of what nobody answered in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.rules.reminding import REMIND_AFTER
from shouwei.ground.links.workflows.write_again import write_again
from shouwei.ground.people.models import Identity

from ..links import CONFIRM_EMPLOYMENT
from ..models import EmployerAsk
from ..rules.employer_word import may_remind
from .ask_employers import tell_of_letters


@transaction.atomic
def remind_employer(ask: EmployerAsk, *, by: Identity | None, now: datetime) -> EmployerAsk:
    ask = EmployerAsk.objects.select_for_update(of=("self",)).select_related("school").get(pk=ask.pk)
    with acting_as_system("an employer hears from the group, never from the school"):
        way, link = write_again(
            CONFIRM_EMPLOYMENT.name,
            ask.pk,
            key=f"employer-ask:{ask.pk}:{ask.reminders + 1}",
            gone="这次请求的链接已经清理，请重新请单位确认。",
            allowed=lambda live: may_remind(
                answered=ask.answered_at is not None,
                closed=ask.closed_at is not None,
                live=live,
                sent_at=ask.sent_at,
                reminders=ask.reminders,
                now=now,
            ),
            now=now,
        )
        ask.reminders, ask.sent_at, ask.sent_by_way = ask.reminders + 1, now, way
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
