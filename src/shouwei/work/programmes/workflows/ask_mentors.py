"""Ask enterprises whether partnerships are as their schools registered them: one link each, to a registered contact."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from shouwei.core.clock import day_of
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.workflows.send_asks import send_asks
from shouwei.ground.people.models import Identity

from ..links import MENTOR_WORD
from ..models import Partner, PartnerAsk
from ..partners import Askable, askable, with_asks

MOST = 200
"""Partnerships asked about at once."""


@transaction.atomic
def ask_mentors(partners: QuerySet[Partner], *, by: Identity, now: datetime) -> list[PartnerAsk]:
    """Everyone among ``partners`` that can be asked about; the others are left out.

    Raises ``Refused`` with the first reason when that is nobody. The link goes out in the name of the group, to the contact in the
    register of organisations: a school that asks never sees the address, so it cannot answer for its own partner.
    """
    rows = with_asks(partners).select_for_update(of=("self",)).order_by("pk")
    found = askable(rows, day_of(now))
    able = [one for one in found if one.verdict][:MOST]
    if not able:
        raise Refused(found[0].verdict.reason if found else "没有需要请企业核对的校企合作。")
    asks = [_ask(one, by=by, now=now) for one in able]
    send_asks(MENTOR_WORD, asks, subject=_subject, by=by, now=now)
    for ask in asks:
        record(by=by, what="请企业核对校企合作", on=ask, about=ask.school, why=ask.contact_post)
    return asks


def _ask(one: Askable, *, by: Identity, now: datetime) -> PartnerAsk:
    assert one.contact is not None, "the rule has asked"
    return PartnerAsk.objects.create(
        partner=one.partner,
        school=one.partner.programme.school,
        contact=one.contact,
        contact_post=one.contact.post,
        asked_at=now,
        asked_by=by,
        sent_at=now,
    )


def _subject(ask: PartnerAsk) -> str:
    """What anybody who is handed the address reads: the specialty and the rest stand on the page behind the question."""
    return f"核对{ask.partner.enterprise.name}与{ask.school.name}的一项校企合作"
