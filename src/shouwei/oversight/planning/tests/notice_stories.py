"""A drafted notice to tell stories about."""

from datetime import date

from tests.cast import Cast

from shouwei.oversight.planning.models import Plan, SupervisionNotice
from shouwei.oversight.planning.workflows.send_notice import send_notice
from shouwei.oversight.planning.workflows.sign_notice import sign_notice

THURSDAY = date(2026, 3, 12)
FRIDAY = date(2026, 3, 13)
MONDAY = date(2026, 3, 16)
TUESDAY = date(2026, 3, 17)


def a_draft(plan: Plan, cast: Cast, level: str = "red", occasion: str = "red:2026-06-30") -> SupervisionNotice:
    """To 北辰 school, about task 2."""
    duty = plan.tasks.get(number=2).duties.get(organisation=cast.north)
    return SupervisionNotice.objects.create(
        duty=duty,
        to=cast.north,
        level=level,
        occasion=occasion,
        reason="期限2026年6月30日，已逾期1天，完成率0%。",
        demand="请回复。",
        drafted_on=THURSDAY,
    )


def a_sent_one(plan: Plan, cast: Cast) -> SupervisionNotice:
    return send_notice(a_draft(plan, cast), demand="请回复。", by=cast.chen, today=THURSDAY)


def a_signed_one(plan: Plan, cast: Cast) -> SupervisionNotice:
    notice = a_sent_one(plan, cast)
    sign_notice(notice, by=cast.wu, today=FRIDAY)
    return SupervisionNotice.objects.get(pk=notice.pk)
