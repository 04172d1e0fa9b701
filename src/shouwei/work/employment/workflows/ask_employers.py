"""Ask an employer's registered contact whether graduates of a school work there: one link for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.rules.reaches import Reach
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.notices.workflows.write_outsider import write_outsider
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..employers import Employer, grouped, to_be_asked, with_contacts
from ..links import CONFIRM_EMPLOYMENT
from ..models import Destination, EmployerAnswer, EmployerAsk
from ..rules.employer_word import MOST_ON_A_PAGE, may_ask_employer

NOBODY = may_ask_employer(
    registered=True, closed_on=None, contacts=[Reach("", phone=True, mail=True)], people=0, today=date.min
)
MOST = 200
"""Employers asked at once."""


@transaction.atomic
def ask_employers(destinations: QuerySet[Destination], *, by: Identity, now: datetime) -> list[EmployerAsk]:
    """Everybody among ``destinations`` who may be asked about, by school and employer; who may not is left out.

    Raises ``Refused`` with the first reason when that is nobody. The link goes out in the name of the group, to the contact in the
    register of organisations: the school that asks neither chooses the number nor ever sees the address.
    """
    today = now.date()
    locked = destinations.select_for_update(of=("self",)).order_by("pk")
    rows = list(to_be_asked(Destination.objects.filter(pk__in=[row.pk for row in locked]), today))
    groups = list(grouped(Destination.objects.filter(pk__in=[row.pk for row in rows]))[:MOST])
    employers = with_contacts(groups, today)
    able = [one for one in employers if one.verdict]
    if not able:
        require(employers[0].verdict if employers else NOBODY)
    asks = [ask for one in able for ask in _asks(one, rows, by=by, now=now)]
    with acting_as_system("an employer hears from the group, never from the school"):
        _send(asks, by=by, now=now)
    for ask in asks:
        record(by=by, what="请单位确认", on=ask, about=ask.school, why=f"{ask.contact_post}，{ask.answers.count()}人")
    return asks


def _asks(one: Employer, rows: Iterable[Destination], *, by: Identity, now: datetime) -> list[EmployerAsk]:
    assert one.organisation is not None, "the rule has asked"
    assert one.contact is not None, "the rule has asked"
    people = [row for row in rows if (row.school_id, row.employer_code) == (one.school, one.code)]
    made = []
    for first in range(0, len(people), MOST_ON_A_PAGE):
        few = people[first : first + MOST_ON_A_PAGE]
        ask = EmployerAsk.objects.create(
            school=few[0].school,
            cohort=few[0].cohort,
            employer=one.organisation,
            employer_code=one.code,
            contact=one.contact,
            contact_post=one.contact.post,
            asked_at=now,
            asked_by=by,
            sent_at=now,
        )
        EmployerAnswer.objects.bulk_create(
            EmployerAnswer(ask=ask, destination=row, started_on=row.started_on, post=row.post) for row in few
        )
        made.append(ask)
    return made


def _send(asks: list[EmployerAsk], *, by: Identity, now: datetime) -> None:
    asks_itself = by.role in (Identity.Role.DEPARTMENT, Identity.Role.AUDITOR)
    issuer = by.organisation if asks_itself else _secretariat()
    to = [To(ask.pk, ask.contact_post, f"确认{ask.school.name}{ask.answers.count()}名毕业生的就业情况") for ask in asks]
    issue_links(CONFIRM_EMPLOYMENT.name, to, issuer=issuer, by=by if asks_itself else None, now=now)
    for ask in asks:
        ask.sent_by_way = write_outsider(f"employer-ask:{ask.pk}:0", now=now)
    EmployerAsk.objects.bulk_update(asks, ["sent_by_way"])
    if letters := sum(not ask.sent_by_way for ask in asks):
        tell_of_letters(letters, issuer=issuer, by=by, now=now)


def tell_of_letters(letters: int, *, issuer: Organisation, by: Identity | None, now: datetime) -> None:
    """Where neither a text message nor a mail goes, somebody of the issuer prints the letter."""
    url = f"{reverse('links:links')}?purpose={CONFIRM_EMPLOYMENT.name}"
    text = f"有{letters}封毕业生就业情况确认的信函待打印寄给单位"
    people = [by] if by is not None and by.organisation_id == issuer.pk else holders("secretariat", now.date())
    tell(people, text, url=url, key=f"employer-letters:{issuer.pk}:{now.date()}")


def _secretariat() -> Organisation:
    row = Organisation.objects.filter(kind=Organisation.Kind.SECRETARIAT, closed_on=None).order_by("pk").first()
    if row is None:
        raise Refused("还没有登记秘书处，不能以集团名义请单位确认。")
    return row
