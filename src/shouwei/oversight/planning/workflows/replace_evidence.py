"""Put a new edition of a file in the place of the old one, which stays readable."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.documents.workflows.replace_file import replace_file
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, Evidence
from ..queries.closing import OPEN_COMPLETION
from ..queries.leads import leads_of
from ..rules.evidence import may_replace_evidence


@transaction.atomic
def replace_evidence(
    evidence: Evidence, name: str, data: bytes, *, because: str, by: Identity, today: date, now: datetime
) -> StoredFile:
    """The file that stands now. The lead is told where it may have read the old one already."""
    duty = Duty.objects.select_for_update().get(pk=evidence.duty_id)
    evidence = Evidence.everything.select_for_update(of=("self",)).select_related("file").get(pk=evidence.pk)
    require(
        may_replace_evidence(
            withdrawn=evidence.withdrawn_on is not None,
            completed=duty.completed_on is not None,
            pending=duty.completions.filter(state__in=OPEN_COMPLETION).exists(),
        )
    )
    old = evidence.file
    new = replace_file(old, name, data, why=because, by=by, now=now)
    evidence.file = new
    evidence.save(update_fields=["file"])
    if evidence.report_id or evidence.notice_id:
        tell(
            leads_of(duty.task, today),
            f"{duty.organisation}替换了任务{duty.task.number}的佐证“{old.name}”。原因：{because.strip()}",
            url=duty.get_absolute_url(),
            key=f"evidence:{evidence.pk}:replaced:{new.pk}",
        )
    changes = {"文件": [old.name, new.name], "校验值": [old.sha256, new.sha256]}
    record(by=by, what=f"替换佐证“{old.name}”", on=evidence, about=duty.task, why=because.strip(), changes=changes)
    return new
