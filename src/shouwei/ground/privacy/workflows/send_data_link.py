"""Let a student, a graduate or a guardian see on a phone what the school holds, and ask something about it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.learners.models import Student
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.people.models import Identity

from ..links import DATA_LINKS
from ..models import DataRequest
from ..rules.by_link import may_act_for


@transaction.atomic
def send_data_link(student: Student, asker: DataRequest.Asker, *, by: Identity, today: date, now: datetime) -> Link:
    """An earlier open link for the same person dies."""
    require(may_act_for(asker, born_on=student.born_on, today=today))
    whom = f"{student.name[:1]}*" + ("的监护人" if asker == DataRequest.Asker.GUARDIAN else "")
    to = To(student.pk, whom, "核对学校登记的信息，有误的申请更正")
    return issue_links(DATA_LINKS[asker].name, [to], issuer=student.school, by=by, now=now)[0]
