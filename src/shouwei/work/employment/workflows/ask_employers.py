"""Ask an employer's registered contact whether graduates of a school work there: one link for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from shouwei.core.clock import day_of
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.rules.reaches import Reach
from shouwei.ground.links.workflows.send_asks import send_asks
from shouwei.ground.people.models import Identity

from ..employers import Employer, grouped, to_be_asked, with_contacts
from ..links import EMPLOYER_WORD
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
    today = day_of(now)
    locked = destinations.select_for_update(of=("self",)).order_by("pk")
    rows = list(to_be_asked(Destination.objects.filter(pk__in=[row.pk for row in locked]), today))
    groups = list(grouped(Destination.objects.filter(pk__in=[row.pk for row in rows]))[:MOST])
    employers = with_contacts(groups, today)
    able = [one for one in employers if one.verdict]
    if not able:
        require(employers[0].verdict if employers else NOBODY)
    asks = [ask for one in able for ask in _asks(one, rows, by=by, now=now)]
    send_asks(EMPLOYER_WORD, asks, subject=_subject, by=by, now=now)
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


def _subject(ask: EmployerAsk) -> str:
    return f"确认{ask.school.name}{ask.answers.count()}名毕业生的就业情况"
