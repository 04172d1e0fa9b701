"""Open a collection round: which figures, of which year, from whom, between which days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Definition, Round, Submission
from ..rules.rounds import SPANS, may_open
from .remind_rounds import remind_round


@transaction.atomic
def open_round(
    *,
    title: str,
    year: int,
    opens_on: date,
    closes_on: date,
    definitions: Collection[Definition],
    members: Collection[Organisation],
    by: Identity,
    today: date,
    span: str = "",
) -> Round:
    if span not in SPANS:
        raise Refused(f"时段“{span}”不在名单中，请选择全年、学期或月份。")
    require(
        may_open(
            title=title,
            opens_on=opens_on,
            closes_on=closes_on,
            today=today,
            definitions=len(definitions),
            members=len(members),
        )
    )
    if Round.objects.filter(title=title.strip()).exists():
        raise Refused(f"已经有名为“{title.strip()}”的轮次，请换一个名称。")
    made = Round.objects.create(
        title=title.strip(), year=year, span=span, opens_on=opens_on, closes_on=closes_on, opened_by=by, opened_on=today
    )
    made.definitions.set(definitions)
    Submission.objects.bulk_create(Submission(round=made, school=school) for school in members)
    record(by=by, what="发起采集", on=made)
    if opens_on <= today:
        remind_round(made, today)
    return made
