"""Record what happened to a student's place on the roll."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.catalogues.rules.specialties import Written
from shouwei.ground.catalogues.specialties import require_specialty
from shouwei.ground.people.models import Identity

from ..models import RollChange, Student
from ..rules.roll import KINDS, cohort_of, may_change, may_move

MOVED = ("specialty_code", "specialty_name", "direction", "class_name")
KEPT = ("state", "state_since", "cohort", "level", *MOVED)


@transaction.atomic
def record_change(
    student: Student,
    *,
    kind: str,
    on: date,
    reason: str,
    by: Identity | None,
    today: date,
    specialty: dict[str, str] | None = None,
) -> RollChange:
    """``specialty``: for 转专业 only, the new ``specialty_code``, ``specialty_name``, ``direction`` and ``class_name``."""
    student = Student.objects.select_for_update(of=("self",)).get(pk=student.pk)
    specialty = specialty or {}
    row = changed(student, kind=kind, on=on, reason=reason, by=by, today=today, specialty=specialty)
    if kind == "change_specialty":
        require_specialty(said_of(student, specialty))
    student.save()
    row.save()
    changes = {name: [value, row.after[name]] for name, value in row.before.items()}
    record(by=by, what="登记学籍异动", on=row, about=student.school, why=reason.strip(), changes=changes)
    return row


def changed(
    student: Student,
    *,
    kind: str,
    on: date,
    reason: str,
    by: Identity | None,
    today: date,
    specialty: dict[str, str],
) -> RollChange:
    """The student as it stands afterwards and the row that says so, neither of them stored. Raises ``Refused``; whether the
    catalogue has the specialty is asked before, of many at once."""
    require(may_change(kind, state=student.state, since=student.state_since, on=on, today=today, reason=reason))
    before = as_it_stands(student)
    if kind == "change_specialty":
        require(
            may_move(
                code=specialty.get("specialty_code", ""),
                name=specialty.get("specialty_name", ""),
                present_code=student.specialty_code,
                present_name=student.specialty_name,
            )
        )
        for name in MOVED:
            setattr(student, name, specialty.get(name, ""))
    if leaves := KINDS[kind].leaves:
        student.state, student.state_since, student.cohort = leaves, on, cohort_of(leaves, on)
    after = as_it_stands(student)
    differ = [name for name in before if before[name] != after[name]]
    return RollChange(
        student=student,
        kind=kind,
        happened_on=on,
        recorded_by=by,
        before={name: before[name] for name in differ},
        after={name: after[name] for name in differ},
        reason=reason.strip(),
    )


def said_of(student: Student, specialty: Mapping[str, str]) -> Written:
    """Where a student goes, for the catalogue of the entry year."""
    code, name = specialty.get("specialty_code", ""), specialty.get("specialty_name", "")
    return Written(student.get_level_display(), code, name, student.catalogue_edition, student.entry_year)


def as_it_stands(student: Student) -> dict[str, Any]:
    """What a change can alter, as plain JSON."""
    values = {name: getattr(student, name) for name in KEPT}
    return values | {"state_since": student.state_since.isoformat()}
