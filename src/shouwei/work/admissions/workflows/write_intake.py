"""Report or correct one line of intake."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.catalogues.rules.specialties import Written
from shouwei.ground.catalogues.specialties import LEVELS, require_specialty
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Intake
from ..rules.intake import Figures, may_keep, may_stand

STEPS = ("quota", "applied", "admitted", "registered")


@transaction.atomic
def write_intake(
    *,
    school: Organisation,
    year: int,
    level: str,
    specialty_code: str,
    specialty_name: str,
    category: str,
    figures: Figures,
    as_of: date,
    by: Identity,
    today: date,
) -> Intake:
    """One line per school, year, level, specialty and category: writing it again corrects it, and the trail keeps both. The catalogue is asked
    about a new line or another name: figures of one that stands can always be put right."""
    require(may_keep(figures))
    require(may_stand(year, as_of, today))
    key: dict[str, Any] = {
        "school": school,
        "year": year,
        "level": level,
        "specialty_code": specialty_code,
        "category": category,
    }
    row = Intake.objects.select_for_update(of=("self",)).filter(**key).first()
    if row is None or row.specialty_name != specialty_name:
        require_specialty(Written(LEVELS[level], specialty_code, specialty_name, "", year))
    before = {step: getattr(row, step) for step in STEPS} if row else {}
    row = row or Intake(**key)
    for step in STEPS:
        setattr(row, step, getattr(figures, step))
    row.specialty_name, row.as_of, row.written_by = specialty_name, as_of, by
    row.save()
    changes = {step: [old, getattr(figures, step)] for step, old in before.items() if old != getattr(figures, step)}
    record(by=by, what="填报招生数字", on=row, about=school, changes=changes)
    return row
