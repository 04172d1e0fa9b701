"""签收: the addressee has the 督办单 in hand."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import SupervisionNotice
from ..rules.supervision import may_sign


@transaction.atomic
def sign_notice(notice: SupervisionNotice, *, by: Identity, today: date) -> None:
    """The day to reply by does not move: it was counted from sending."""
    notice = SupervisionNotice.objects.select_for_update().get(pk=notice.pk)
    require(may_sign(state=notice.state))
    notice.state = SupervisionNotice.State.SIGNED
    notice.signed_on, notice.signed_by = today, by
    notice.save(update_fields=["state", "signed_on", "signed_by"])
    record(by=by, what="签收督办单", on=notice, about=notice.duty.task)
