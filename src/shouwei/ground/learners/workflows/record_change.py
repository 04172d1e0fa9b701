"""Record what happened to a student's place on the roll."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.catalogues.rules.specialties import Written
from shouwei.ground.catalogues.specialties import require_specialty
from shouwei.ground.people.models import Identity

from ..models import RollChange, Student
from ..rules.roll import KINDS, may_change

KEPT = ("state", "state_since", "cohort", "level", "specialty_code", "specialty_name", "direction", "class_name")


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
    require(may_change(kind, state=student.state, since=student.state_since, on=on, today=today, reason=reason))
    before = as_it_stands(student)
    if kind == "change_specialty":
        _move(student, specialty or {})
    if leaves := KINDS[kind].leaves:
        student.state, student.state_since = leaves, on
        student.cohort = on.year if leaves in ("graduated", "completed") else None
    student.save()
    after = as_it_stands(student)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    row = RollChange.objects.create(
        student=student,
        kind=kind,
        happened_on=on,
        recorded_by=by,
        before={name: pair[0] for name, pair in changed.items()},
        after={name: pair[1] for name, pair in changed.items()},
        reason=reason.strip(),
    )
    record(by=by, what="登记学籍异动", on=row, about=student.school, why=reason.strip(), changes=changed)
    return row


def as_it_stands(student: Student) -> dict[str, Any]:
    """What a change can alter, as plain JSON."""
    values = {name: getattr(student, name) for name in KEPT}
    return values | {"state_since": student.state_since.isoformat()}


def _move(student: Student, specialty: dict[str, str]) -> None:
    if not specialty.get("specialty_code") or not specialty.get("specialty_name"):
        raise Refused("请填写转入的专业代码和名称。")
    if specialty["specialty_code"] == student.specialty_code:
        raise Refused(f"该生已在{student.specialty_name}专业，请填写另一个专业。")
    level, edition = student.get_level_display(), student.catalogue_edition
    code, name = specialty["specialty_code"], specialty["specialty_name"]
    require_specialty(Written(level, code, name, edition, student.entry_year))
    for name in ("specialty_code", "specialty_name", "direction", "class_name"):
        setattr(student, name, specialty.get(name, ""))
