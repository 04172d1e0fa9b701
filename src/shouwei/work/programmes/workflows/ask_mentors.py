"""Ask enterprises whether partnerships are as their schools registered them: one link each, to a registered contact."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.notices.workflows.write_outsider import write_outsider
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..links import CHECK_PARTNERSHIP
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
    found = askable(rows, timezone.localdate(now))
    able = [one for one in found if one.verdict][:MOST]
    if not able:
        raise Refused(found[0].verdict.reason if found else "没有需要请企业核对的校企合作。")
    asks = [_ask(one, by=by, now=now) for one in able]
    with acting_as_system("an enterprise hears from the group, never from the school"):
        _send(asks, by=by, now=now)
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


def _send(asks: list[PartnerAsk], *, by: Identity, now: datetime) -> None:
    asks_itself = by.role in (Identity.Role.DEPARTMENT, Identity.Role.SECRETARIAT)
    issuer = by.organisation if asks_itself else _secretariat()
    to = [To(ask.pk, ask.contact_post, _subject(ask)) for ask in asks]
    issue_links(CHECK_PARTNERSHIP.name, to, issuer=issuer, by=by if asks_itself else None, now=now)
    for ask in asks:
        ask.sent_by_way = write_outsider(f"partner-ask:{ask.pk}:0", now=now)
    PartnerAsk.objects.bulk_update(asks, ["sent_by_way"])
    if letters := sum(not ask.sent_by_way for ask in asks):
        tell_of_letters(letters, issuer=issuer, by=by, now=now)


def _subject(ask: PartnerAsk) -> str:
    """What anybody who is handed the address reads: the specialty and the rest stand on the page behind the question."""
    return f"核对{ask.partner.enterprise.name}与{ask.school.name}的一项校企合作"


def tell_of_letters(letters: int, *, issuer: Organisation, by: Identity | None, now: datetime) -> None:
    """Where neither a text message nor a mail goes, somebody of the issuer prints the letter."""
    today = timezone.localdate(now)
    people = [by] if by is not None and by.organisation_id == issuer.pk else holders("secretariat", today)
    text = f"有{letters}封校企合作核对的信函待打印寄给企业"
    url = f"{reverse('links:links')}?purpose={CHECK_PARTNERSHIP.name}"
    tell(people, text, url=url, key=f"partner-letters:{issuer.pk}:{today}")


def _secretariat() -> Organisation:
    row = Organisation.objects.filter(kind=Organisation.Kind.SECRETARIAT, closed_on=None).order_by("pk").first()
    if row is None:
        raise Refused("还没有登记秘书处，不能以集团名义请企业核对。")
    return row
