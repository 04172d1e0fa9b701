"""Remind members whose figures are missing: when a round opens, before it closes, on the day, and every week after."""

from __future__ import annotations

from datetime import date

from shouwei.ground.notices.workflows.tell import tell

from ..models import Round, Submission
from ..queries.rounds import members_of
from ..rules.rounds import RETURNED, WAITING, due_to_remind


def remind_rounds(today: date) -> int:
    """How many members were reminded; a second time the same day adds nothing."""
    running = Round.objects.filter(locked_on=None, opens_on__lte=today)
    return sum(
        remind_round(one, today)
        for one in running
        if due_to_remind(opens_on=one.opens_on, closes_on=one.closes_on, today=today)
    )


def remind_round(one: Round, today: date) -> int:
    missing = Submission.objects.filter(round=one, state__in=(WAITING, RETURNED))
    for submission in missing:
        late = (today - one.closes_on).days
        said = (
            f"已逾期{late}天" if late > 0 else f"{one.closes_on.year}年{one.closes_on.month}月{one.closes_on.day}日截止"
        )
        tell(
            members_of(submission.school_id, today),
            f"请填报“{one}”，{said}。已按登记的记录预填，核对后上报。",
            url=submission.get_absolute_url(),
            key=f"submission:{submission.pk}:{'late' if late > 0 else 'due'}",
        )
    return len(missing)
