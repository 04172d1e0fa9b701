"""What persons have asked for: who handles it, how near its last day is, and what of it the house itself can see done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from shouwei.core.acting import acting_as_system
from shouwei.core.todos import Todo
from shouwei.ground.audit.models import Look
from shouwei.ground.calendar.queries import exceptions_between
from shouwei.ground.calendar.rules.working_days import Exceptions
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import DataRequest
from ..permissions import KEYS
from ..rules.requests import TERM, WAITING, Clock, clock
from .person import is_erased
from .student import what_can_go

REQUESTS = DataRequest.objects.select_related("user", "student", "school", "taken_by__user")
COPY = "个人信息副本"
"""As a look at a copy is written down."""


def exceptions_about(day: date) -> Exceptions:
    """Days around ``day`` that differ from the plain week: as far as a term reaches."""
    return exceptions_between(day - timedelta(days=TERM), day + timedelta(days=2 * TERM))


def clock_of(row: DataRequest, today: date, exceptions: Exceptions) -> Clock | None:
    return clock(row.due_on, today=today, exceptions=exceptions) if row.waits else None


def is_carried_out(row: DataRequest) -> bool:
    """A copy handed out since receipt; nothing left to delete. For the rest the answer itself is what was done."""
    if row.kind == DataRequest.Kind.COPY:
        since = timezone.make_aware(datetime.combine(row.received_on, time()))
        about = Q(person=row.user_id) if row.user_id else Q(on_type="learners.student", on_id=row.student_id)
        with acting_as_system("whether a copy was made is asked of the looks at it"):
            return Look.objects.filter(about, what=COPY, at__gte=since).exists()
    if row.kind == DataRequest.Kind.ERASE:
        if row.user:
            return is_erased(row.user)
        with acting_as_system("whether anything is left to delete is asked of every table"):
            return row.student is not None and not what_can_go(row.student)
    return True


def handlers_of(row: DataRequest, today: date) -> list[Identity]:
    """Who took it; before that, head and clerks of the student's school, or the administrators, but never the person who asks."""
    if row.taken_by_id:
        taken = Identity.objects.on(today).filter(pk=row.taken_by_id)
        if taken:
            return list(taken)
    role = Identity.Role
    if row.school_id:
        return [*holders(role.UNIT_HEAD, today, row.school_id), *holders(role.UNIT_STAFF, today, row.school_id)]
    return [one for one in holders(role.ADMINISTRATOR, today) if one.user_id != row.user_id]


def figures(rows: QuerySet[DataRequest], year: int, today: date) -> dict[str, int]:
    """Of the requests received in a year: how many, answered in time, answered late, withdrawn, waiting, overdue. One query."""
    told = dict.fromkeys(("received", "in_time", "late", "withdrawn", "waiting", "overdue"), 0)
    for state, due, ended in rows.filter(year=year).order_by().values_list("state", "due_on", "ended_on"):
        told["received"] += 1
        if state == "answered":
            told["in_time" if ended is not None and ended <= due else "late"] += 1
        elif state == "withdrawn":
            told["withdrawn"] += 1
        else:
            told["waiting"] += 1
            told["overdue"] += today > due
    return told


def waiting(identity: Identity | None, today: date) -> Iterator[Todo]:
    """What waits for an identity at the request desk; for the secretariat only that something is overdue. One query."""
    if identity is None:
        return
    if KEYS.holds(identity, "answer_request"):
        open_ = DataRequest.objects.filter(state__in=WAITING).exclude(user=identity.user_id)
        rows = KEYS.within(identity, "answer_request", open_).select_related("user", "student", "taken_by")
        for row in rows.order_by("due_on"):
            if row.taken_by_id and row.taken_by_id != identity.pk and today <= row.due_on:
                continue
            yield _of(row, identity, today)
    elif identity.role == Identity.Role.SECRETARIAT:
        late = DataRequest.objects.filter(state__in=WAITING, due_on__lt=today)
        oldest = list(late.order_by("due_on").values_list("due_on", flat=True))
        if oldest:
            yield Todo(
                f"{len(oldest)}件个人信息申请逾期未答复",
                "秘书处督促经办单位依法答复。",
                "超过三十日不答复，申请人可以投诉、起诉。",
                f"{reverse('privacy:requests')}?state=late",
                oldest[0],
                kind="data_request",
            )


def _of(row: DataRequest, identity: Identity, today: date) -> Todo:
    late = (today - row.due_on).days
    return Todo(
        f"答复{row.person}的{row.get_kind_display()}申请（{row.number}）" + (f"，已逾期{late}天" if late > 0 else ""),
        "由您受理。"
        if row.taken_by_id == identity.pk
        else "本单位经办，还没有人受理。"
        if not row.taken_by_id
        else "受理人逾期未答复。",
        "收到之日起三十日内须答复（《个人信息保护法》第五十条，GB/T 35273-2020第8.7条）。",
        row.get_absolute_url(),
        row.due_on,
        kind="data_request",
    )


def still_waiting(numbers: Iterable[int]) -> set[int]:
    rows = DataRequest.objects.filter(pk__in=list(numbers), state__in=WAITING)
    return set(rows.values_list("pk", flat=True))
