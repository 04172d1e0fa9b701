"""Not to send a drafted 督办单. It stays on file, so that the rule does not draft the same again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import SupervisionNotice
from ..rules.supervision import may_drop


@transaction.atomic
def drop_notice(notice: SupervisionNotice, *, because: str, by: Identity, today: date) -> None:
    """``because`` is optional and kept in the trail."""
    notice = SupervisionNotice.objects.select_for_update().get(pk=notice.pk)
    require(may_drop(state=notice.state))
    notice.state = SupervisionNotice.State.DROPPED
    notice.closed_on = today
    notice.save(update_fields=["state", "closed_on"])
    record(by=by, what="决定不发督办单", on=notice, about=notice.duty.task, why=because.strip())
