"""A person asks for something about the data held: by the own account, over a personal link, or written down by whoever was
asked on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from shouwei.core.acting import acting_as_system
from shouwei.core.templatetags.screen import cn_date
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity, User

from ..models import DataRequest
from ..queries.requests import exceptions_about, handlers_of
from ..rules.requests import WAITING, due_on, may_ask

NUMBERING = 7_215_004
"""Key of the advisory lock under which numbers are given; any number of ours."""


@dataclass(frozen=True, slots=True)
class Wish:
    kind: str
    words: str
    received_on: date
    asker: str = DataRequest.Asker.SELF
    way: str = DataRequest.Way.ONLINE


@transaction.atomic
def ask_data(person: User | Student, wish: Wish, *, by: Identity | None, today: date) -> DataRequest:
    """``by`` is None for somebody who has an account and no identity in force, or came by a personal link."""
    about = {"user": person} if isinstance(person, User) else {"student": person, "school": person.school}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    with acting_as_system("numbers run through all units"):
        newest = DataRequest.objects.filter(year=wish.received_on.year).aggregate(n=Max("serial"))["n"] or 0
    open_ = DataRequest.objects.filter(**about, kind=wish.kind, state__in=WAITING).first()
    require(may_ask(words=wish.words, received=wish.received_on, today=today, same_open=open_.number if open_ else ""))
    row = DataRequest.objects.create(
        **about,
        year=wish.received_on.year,
        serial=newest + 1,
        kind=wish.kind,
        asker=wish.asker,
        way=wish.way,
        words=wish.words.strip(),
        received_on=wish.received_on,
        due_on=due_on(wish.received_on, exceptions_about(wish.received_on)),
        noted_by_id=by.pk if by else None,
    )
    tell(
        [one for one in handlers_of(row, today) if by is None or one.pk != by.pk],
        f"收到{row.get_kind_display()}个人信息的申请{row.number}，请受理，{cn_date(row.due_on)}前答复。",
        url=row.get_absolute_url(),
        key=f"data_request:{row.pk}:new",
    )
    record(
        by=by,
        outsider=row.get_asker_display(),
        what="登记个人信息申请",
        on=row,
        changes={"答复期限": [None, row.due_on.isoformat()]},
    )
    return row
