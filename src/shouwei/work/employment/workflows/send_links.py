"""Ask graduates themselves: one link each, from a body that is not their school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from shouwei.core.acting import acting_as_system
from shouwei.core.secrets import Sealed
from shouwei.core.secrets.cipher import index_of
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.notices.workflows.write_outsider import text_outsiders
from shouwei.ground.organisations.models import Contact
from shouwei.ground.people.models import Identity

from ..links import CONFIRM
from ..models import Destination

MOST = 5000


@transaction.atomic
def send_links(
    destinations: Iterable[Destination], *, by: Identity, now: datetime, by_text: bool = False
) -> list[Link]:
    """``by_text``: a text message too, to whoever has a number of his own; for the others there is the letter. ``by`` is the employment department or the auditor: the school stands in no way between. ``destinations`` with their students
    are read in here, for the department sees no student.
    """
    with acting_as_system("a graduate hears from the group, which may not read the roll"):
        rows = list(destinations)
        to = [To(row.pk, _addressed(row), f"确认{row.cohort}届毕业去向") for row in rows]
    if not rows:
        raise Refused("没有符合条件的毕业生。")
    if len(rows) > MOST:
        raise Refused(f"一次最多发给{MOST}人，请按学校或专业分批。")
    links = issue_links(CONFIRM.name, to, issuer=by.organisation, by=by, now=now)
    if by_text:
        with acting_as_system("a text message goes past the school, to the graduate's own number"):
            texted = text_outsiders(
                (f"graduate-ask:{row.pk}:{now:%Y%m%d%H%M}" for row in _with_own_number(rows)), now=now
            )
        record(by=by, what="发出确认短信", on=by.organisation, why=f"{CONFIRM.title}，{texted}条")
    return links


def _with_own_number(rows: list[Destination]) -> list[Destination]:
    """Nobody whose number is a contact's of his school, or that of several students: the school would read along."""
    schools = {row.school_id for row in rows}
    contacts = Contact.objects.filter(organisation__in=schools).exclude(phone__isnull=True).only("phone")
    staff = {index_of(one.phone.open(), "phone") for one in contacts if isinstance(one.phone, Sealed)}
    numbers = {bytes(row.student.phone_index) for row in rows if row.student.phone_index}
    shared = Student.objects.filter(phone_index__in=numbers).values_list("phone_index").annotate(n=Count("pk"))
    several = {bytes(number) for number, n in shared.order_by() if n > 1}
    return [row for row in rows if row.student.phone_index and not {bytes(row.student.phone_index)} & (staff | several)]


def _addressed(row: Destination) -> str:
    """Surname, school and class: enough to hand a letter over, and no full name; who opens it is asked for the student number."""
    student = row.student
    return f"{student.name[:1]}*（{row.school} {student.class_name or student.specialty_name}）"[:60]
