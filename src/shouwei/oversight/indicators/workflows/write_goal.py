"""Write a baseline, a goal and the years between, for the group or one member."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Goal
from ..rules.paths import may_set_goal


@transaction.atomic
def write_goal(
    *,
    target: str,
    school: Organisation | None,
    from_year: int,
    from_value: Decimal,
    to_year: int,
    to_value: Decimal,
    steps: Mapping[int, float],
    source: str,
    by: Identity,
    today: date,
) -> Goal:
    """One goal a target and member: a second time changes it, and the trail keeps what it was."""
    require(may_set_goal(target=target, from_year=from_year, to_year=to_year, from_value=float(from_value),
                         to_value=float(to_value), steps=steps, source=source))  # fmt: skip
    before = Goal.objects.select_for_update(of=("self",)).filter(target=target, school=school).first()
    was = f"{before.from_year}年{before.from_value}→{before.to_year}年{before.to_value}；" if before else ""
    row = before or Goal(target=target, school=school)
    row.from_year, row.from_value, row.to_year, row.to_value = from_year, from_value, to_year, to_value
    row.steps = {str(year): value for year, value in sorted(steps.items())}
    row.source, row.written_by = source.strip(), by
    row.save()
    record(by=by, what="登记目标路径", on=row, why=f"{was and '原为'}{was}{source.strip()}")
    return row
