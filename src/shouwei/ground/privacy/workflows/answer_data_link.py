"""What somebody without an account says over the link: what is held is right, or a request about it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.use_link import use_link

from ..models import DataRequest
from ..rules.by_link import may_act_for
from .ask_data import Wish, ask_data

RIGHT = "right"
"""In place of a kind of request: nothing is asked."""


@transaction.atomic
def answer_data_link(
    link: Link, *, asker: DataRequest.Asker, kind: str, words: str, today: date, now: datetime
) -> DataRequest | None:
    """None when what is held is right. A refusal leaves the link as it was: what lacks can be written and sent again."""
    link = use_link(link, now=now)
    student = Student.objects.select_related("school").get(pk=link.about_id)
    require(may_act_for(asker, born_on=student.born_on, today=today))
    if kind == RIGHT:
        record(by=None, outsider=asker.label, what=f"{asker.label}核对登记信息无误", on=student, about=student.school)
        return None
    return ask_data(student, Wish(kind, words, today, asker=asker), by=None, today=today)
