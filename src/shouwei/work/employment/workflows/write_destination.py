"""Report where a graduate went, or correct it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import Identity

from ..models import CITY, Correction, Destination, Home
from ..rules.codes import edition_of as code_edition_of
from ..rules.destinations import Claimed, may_correct, may_use, may_write
from ..rules.secondary import NAMES, edition_of, may_say
from .weigh import weigh

FIELDS = (
    "code",
    "employer_name",
    "employer_code",
    "workplace_county",
    "registered_county",
    "post",
    "matches_specialty",
    "started_on",
    "contract_until",
)


@transaction.atomic
def write_destination(
    student: Student, *, values: dict[str, Any], reason: str, seen_edition: int, by: Identity, today: date
) -> Destination:
    """``values``: the fields above, and those of ``rules/secondary.py`` where they were asked. ``seen_edition``: which edition the form showed (0: none yet); another one is not overwritten."""
    student = Student.objects.select_for_update(of=("self",)).select_related("school").get(pk=student.pk)
    require(
        may_write(Claimed(**{name: values[name] for name in Claimed.__slots__}), finished=student.state, today=today)
    )
    assert student.cohort is not None, "may_write asks for graduates, and the database gives those a cohort"
    require(
        may_say(
            values,
            code=values["code"],
            county=values["workplace_county"],
            level=student.level,
            cohort=student.cohort,
            home=home(),
        )
    )
    row = Destination.objects.select_for_update(of=("self",)).filter(student=student, cohort=student.cohort).first()
    require(may_use(values["code"], cohort=student.cohort, present=row.code if row else ""))
    state = row.state if row else ""
    require(may_correct(state=state, edition=row.edition if row else 0, seen=seen_edition, reason=reason))
    fields = [*FIELDS, *(name for name in NAMES if name in values)]
    before = {name: getattr(row, name) for name in fields} if row else {}
    row = row or Destination(
        student=student,
        school=student.school,
        cohort=student.cohort,
        level=student.level,
        specialty_code=student.specialty_code,
        edition=0,
    )
    for name in fields:
        setattr(row, name, values[name])
    row.secondary_edition = edition_of(row.cohort) if any(getattr(row, name) for name in NAMES) else ""
    row.code_edition, row.written_by, row.typed_at = code_edition_of(row.cohort), by, timezone.now()
    row.edition += 1
    row.save()
    changes = {
        name: [_plain(old), _plain(values[name])] for name, old in before.items() if _plain(old) != _plain(values[name])
    }
    if before and changes:
        Correction.objects.create(
            destination=row,
            edition=row.edition,
            changes=changes,
            reason=reason.strip(),
            corrected_on=today,
            corrected_by=by,
        )
    weigh([row], on=today)
    record(by=by, what="填报毕业去向", on=row, about=row.school, why=reason.strip(), changes=changes)
    return row


def home() -> str:
    return Home.objects.values_list("city", flat=True).first() or CITY


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
