"""A supervision notice as the frozen record its paper is made of."""

from __future__ import annotations

from datetime import date

from shouwei.core.text import in_words

from ..models import SupervisionNotice
from ..papers.notice_paper import NoticeFacts


def notice_facts(notice: SupervisionNotice, today: date) -> NoticeFacts:
    """A reply is shown once it has been sent; what is being written stays with the unit."""
    task = notice.duty.task
    due_on = notice.duty.due_on
    return NoticeFacts(
        plan=task.plan.title,
        issuer="秘书处",
        number=notice.number,
        level=notice.get_level_display(),
        to=notice.to.name,
        lead=str(task.lead),
        task_number=task.number,
        task_text=task.text,
        due=in_words(due_on) if due_on else task.deadline_printed,
        reason=notice.reason,
        demand=notice.demand,
        sent_on=notice.sent_on,
        reply_due_on=notice.reply_due_on,
        signed_by=notice.signed_by.user.name if notice.signed_by else "",
        signed_on=notice.signed_on,
        reply=notice.reply if notice.replied_on else "",
        replied_on=notice.replied_on,
        closed_on=notice.closed_on,
        cut_off=today,
    )
