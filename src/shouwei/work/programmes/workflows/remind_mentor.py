"""Write to an enterprise's mentor once more; at night also by itself, and let go of what nobody answered in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.rules.reminding import REMIND_AFTER
from shouwei.ground.links.workflows.write_again import write_again
from shouwei.ground.people.models import Identity

from ..links import CHECK_PARTNERSHIP
from ..models import PartnerAsk
from ..rules.mentor_word import may_remind
from .ask_mentors import tell_of_letters


@transaction.atomic
def remind_mentor(ask: PartnerAsk, *, by: Identity | None, now: datetime) -> PartnerAsk:
    ask = PartnerAsk.objects.select_for_update(of=("self",)).select_related("school").get(pk=ask.pk)
    with acting_as_system("an enterprise hears from the group, never from the school"):
        way, link = write_again(
            CHECK_PARTNERSHIP.name,
            ask.pk,
            key=f"partner-ask:{ask.pk}:{ask.reminders + 1}",
            gone="这次请求的链接已经清理，请重新请企业核对。",
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
    record(by=by, what="催办企业核对", on=ask, about=ask.school, why=f"第{ask.reminders}次")
    return ask


def remind_and_close(now: datetime) -> tuple[int, int]:
    """How many were written to again, and how many let go: two weeks after the last writing the link no longer opens."""
    open_ones = PartnerAsk.objects.filter(answered_at=None, closed_at=None)
    reminded = 0
    for ask in open_ones.filter(sent_at__lte=now - REMIND_AFTER, reminders=0):
        try:
            remind_mentor(ask, by=None, now=now)
            reminded += 1
        except Refused:
            continue
    waited = timedelta(days=CHECK_PARTNERSHIP.waits_days)
    return reminded, open_ones.filter(sent_at__lte=now - waited).update(closed_at=now)
