"""The night: requests whose last day is near are remembered to whoever handles them; what is overdue goes to the secretariat too."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.templatetags.screen import cn_date
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import DataRequest
from ..queries.requests import REQUESTS, exceptions_about, handlers_of
from ..rules.requests import SOON, WAITING, Clock, clock

WEEK = 7


@transaction.atomic
def remind_requests(today: date) -> int:
    """How many requests were remembered. Each step once; what is overdue once a week. Running twice tells nobody twice."""
    with acting_as_system("the clock looks at the requests of every unit"):
        exceptions = exceptions_about(today)
        steps = [
            (row, clock(row.due_on, today=today, exceptions=exceptions))
            for row in REQUESTS.filter(state__in=WAITING).order_by("due_on")
        ]
        near = [(row, step) for row, step in steps if step is not Clock.RUNNING]
        for row, step in near:
            _remind(row, step, today)
    return len(near)


def _remind(row: DataRequest, step: Clock, today: date) -> None:
    handlers = handlers_of(row, today)
    what = f"{row.get_kind_display()}个人信息的申请{row.number}"
    if step is Clock.LATE:
        late = (today - row.due_on).days
        tell(
            [*handlers, *holders(Identity.Role.SECRETARIAT, today)],
            f"{what}已逾期{late}天未答复，请立即办理。",
            url=row.get_absolute_url(),
            key=f"data_request:{row.pk}:late:{late // WEEK}",
        )
    else:
        left = f"不足{SOON}个工作日" if step is Clock.SOON else "只剩最后一个工作日"
        tell(
            handlers,
            f"{what}，答复期限{cn_date(row.due_on)}，{left}。",
            url=row.get_absolute_url(),
            key=f"data_request:{row.pk}:{step}",
        )
