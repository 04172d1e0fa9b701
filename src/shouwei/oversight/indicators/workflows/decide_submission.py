"""Approve what a member has handed in, or give it back with the reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Filing, Submission
from ..queries.rounds import members_of
from ..rules.rounds import APPROVED, RETURNED, may_decide, may_return_approved


@transaction.atomic
def decide_submission(submission: Submission, *, approve: bool, opinion: str, by: Identity, today: date) -> Filing:
    """An approved one may be given back until the round is locked; an amendment given back leaves the figures as they were."""
    submission = (
        Submission.objects.select_for_update(of=("self",)).select_related("round", "school").get(pk=submission.pk)
    )
    closed = submission.round.locked_on is not None
    if submission.state == APPROVED and not approve:
        require(may_return_approved(state=submission.state, locked=closed, opinion=opinion))
    else:
        require(may_decide(state=submission.state, approve=approve, opinion=opinion))
    filing = submission.filings.order_by("-number")[0]
    filing.decision = Filing.Decision.APPROVED if approve else Filing.Decision.RETURNED
    filing.opinion, filing.decided_on, filing.decided_by = opinion.strip(), today, by
    filing.save(update_fields=["decision", "opinion", "decided_on", "decided_by"])
    before = submission.filings.filter(decision=Filing.Decision.APPROVED).exists()
    submission.state = APPROVED if approve or (closed and before) else RETURNED
    submission.save(update_fields=["state"])
    said = "已审定" if approve else f"被退回：{opinion.strip()}"
    tell(
        members_of(submission.school_id, today),
        f"“{submission.round}”的填报{said}",
        url=submission.get_absolute_url(),
        key=f"submission:{submission.pk}:{'approved' if approve else 'returned'}",
    )
    record(
        by=by,
        what="审定填报" if approve else "退回填报",
        on=filing,
        about=submission.round,
        why=opinion.strip(),
    )
    return filing
