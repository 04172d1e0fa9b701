"""Take back a file that was attached by mistake. The row and the bytes stay; nothing counts or shows it any more."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, Evidence
from ..queries.closing import OPEN_COMPLETION
from ..queries.leads import leads_of
from ..rules.duties import may_withdraw_evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, because: str, by: Identity, today: date) -> None:
    """The lead is told where it may have read the file already."""
    duty = Duty.objects.select_for_update().get(pk=evidence.duty_id)
    evidence = Evidence.everything.select_for_update(of=("self",)).get(pk=evidence.pk)
    require(
        may_withdraw_evidence(
            withdrawn=evidence.withdrawn_on is not None,
            completed=duty.completed_on is not None,
            pending=duty.completions.filter(state__in=OPEN_COMPLETION).exists(),
            because=because,
        )
    )
    evidence.withdrawn_on, evidence.withdrawn_by, evidence.withdraw_reason = today, by, because.strip()
    evidence.save(update_fields=["withdrawn_on", "withdrawn_by", "withdraw_reason"])
    if evidence.report_id or evidence.notice_id:
        tell(
            leads_of(duty.task, today),
            f"{duty.organisation}撤回了任务{duty.task.number}的佐证“{evidence.file.name}”。原因：{because.strip()}",
            url=duty.get_absolute_url(),
            key=f"evidence:{evidence.pk}:withdrawn",
        )
    record(by=by, what=f"撤回佐证“{evidence.file.name}”", on=evidence, about=duty.task, why=because.strip())
