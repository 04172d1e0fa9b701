"""Write down what is known of an organisation, with its source; confirm it once somebody has checked; or take it out."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import Actor, record

from ..models import Fact, Organisation
from ..rules.organisations import may_note


@transaction.atomic
def note_fact(
    organisation: Organisation,
    *,
    topic: str,
    number: int | None,
    text: str,
    as_of: date | None,
    source: str,
    by: Actor | None,
    today: date,
) -> Fact:
    """Unconfirmed, whoever enters it."""
    require(may_note(number=number, text=text, topic=topic, as_of=as_of, source=source, today=today))
    fact = Fact.objects.create(
        organisation=organisation, topic=topic, number=number, text=text.strip(), as_of=as_of, source=source.strip()
    )
    record(by=by, what="登记单位情况", on=fact, about=organisation, why=source)
    return fact


@transaction.atomic
def confirm_fact(fact: Fact, *, by: Actor | None) -> Fact:
    """Doing it twice changes nothing more."""
    fact = Fact.objects.select_for_update().get(pk=fact.pk)
    if not fact.confirmed:
        fact.confirmed = True
        fact.save(update_fields=["confirmed"])
        record(by=by, what="核实单位情况", on=fact, about=fact.organisation, why=fact.source)
    return fact


@transaction.atomic
def remove_fact(fact: Fact, *, by: Actor | None) -> None:
    record(by=by, what="删除单位情况", on=fact, about=fact.organisation, why=fact.source)
    fact.delete()
