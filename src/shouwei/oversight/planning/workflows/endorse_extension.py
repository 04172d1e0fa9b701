"""The lead gives its view of an application for more time."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Extension
from ..queries.leads import unit_of
from ..rules.closing import may_decide_extension


@transaction.atomic
def endorse_extension(extension: Extension, *, approve: bool, answer: str, by: Identity, today: date) -> None:
    """Endorsed, it goes to the secretariat; not endorsed, it ends here with the reason."""
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    require(may_decide_extension(state=extension.state, stage=Extension.State.ASKED, approve=approve, answer=answer))
    duty = extension.duty
    extension.answer = answer
    if approve:
        extension.state = Extension.State.ENDORSED
        extension.save(update_fields=["state", "answer"])
        tell(
            holders(Identity.Role.SECRETARIAT, today),
            f"牵头部门同意{duty.organisation}将任务{duty.task.number}延期至{in_words(extension.new_due_on)}，请审批。",
            url=extension.get_absolute_url(),
            key=f"extension:{extension.pk}:endorsed",
        )
    else:
        extension.state = Extension.State.REFUSED
        extension.decided_on, extension.decided_by = today, by
        extension.save(update_fields=["state", "answer", "decided_on", "decided_by"])
        tell(
            unit_of(duty.organisation_id, today),
            f"任务{duty.task.number}的延期申请未获同意：{answer}",
            url=duty.get_absolute_url(),
            key=f"extension:{extension.pk}:refused",
        )
    record(by=by, what="同意延期申请" if approve else "不同意延期申请", on=extension, about=duty.task, why=answer)
