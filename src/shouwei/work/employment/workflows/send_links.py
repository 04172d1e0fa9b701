"""Ask graduates themselves: one link each, from a body that is not their school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.people.models import Identity

from ..links import CONFIRM
from ..models import Destination

MOST = 5000


@transaction.atomic
def send_links(destinations: Iterable[Destination], *, by: Identity, now: datetime) -> list[Link]:
    """``by`` is the employment department or the auditor: the school stands in no way between. ``destinations`` with their students
    are read in here, for the department sees no student.
    """
    with acting_as_system("a graduate hears from the group, which may not read the roll"):
        rows = list(destinations)
        to = [To(row.pk, _addressed(row), f"确认{row.cohort}届毕业去向") for row in rows]
    if not rows:
        raise Refused("没有符合条件的毕业生。")
    if len(rows) > MOST:
        raise Refused(f"一次最多发给{MOST}人，请按学校或专业分批。")
    return issue_links(CONFIRM.name, to, issuer=by.organisation, by=by, now=now)


def _addressed(row: Destination) -> str:
    """Surname, school and class: enough to hand a letter over, and no full name; who opens it is asked for the student number."""
    student = row.student
    return f"{student.name[:1]}*（{row.school} {student.class_name or student.specialty_name}）"[:60]
