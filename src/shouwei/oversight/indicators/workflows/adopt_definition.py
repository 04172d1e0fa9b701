"""The council's decision by which definition a target counts in a year: once a year, never changed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Adoption, Definition
from ..rules.drafting import may_adopt


@transaction.atomic
def adopt_definition(row: Definition, *, year: int, paper: str, by: Identity, today: date) -> Adoption:
    row = Definition.objects.select_for_update().get(pk=row.pk)
    if not row.target:
        raise Refused("这个指标不属于三个目标，不需要按年度议定。")
    there = Adoption.objects.filter(target=row.target, year=year).select_related("definition").first()
    require(
        may_adopt(
            state=row.state,
            valid_from=row.valid_from,
            year=year,
            adopted=str(there.definition) if there else "",
            paper=paper,
        )
    )
    made = Adoption.objects.create(
        target=row.target, year=year, definition=row, paper=paper.strip(), adopted_on=today, adopted_by=by
    )
    record(by=by, what="议定年度口径", on=made, about=row, why=paper.strip())
    return made
