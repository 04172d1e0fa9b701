"""Every morning: bring 督办单 that nobody has signed for before the head of the unit, once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.models import Notice
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.policies.queries import number_of

from ..models import SupervisionNotice
from ..queries.supervision import heads_reached_by, working_days_after


@transaction.atomic
def remind_unsigned(today: date) -> int:
    """How many notices were brought up. Told once per notice, also when the job runs twice or misses a day."""
    count, days = 0, number_of("notice.sign_days", today)
    waiting = SupervisionNotice.objects.select_for_update().filter(state=SupervisionNotice.State.SENT)
    for notice in waiting:
        assert notice.sent_on is not None  # may_send and send_notice set both together
        key = f"notice:{notice.pk}:unsigned"
        if today <= working_days_after(notice.sent_on, days) or Notice.objects.filter(key=key).exists():
            continue
        tell(
            heads_reached_by(notice, today),
            f"{notice.number}于{in_words(notice.sent_on)}发至{notice.to}，超过{days}个工作日尚未签收，请负责人督促签收。",
            url=notice.get_absolute_url(),
            key=key,
        )
        record(by=None, what="提醒签收督办单", on=notice)
        count += 1
    return count
