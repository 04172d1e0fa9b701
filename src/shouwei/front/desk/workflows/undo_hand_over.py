"""Take a handover back within a day: what the successor has not passed on names the leaver again, the identity goes on."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Handover, Identity

from ..open_work import ACROSS
from ..rules.handing_over import may_undo


@transaction.atomic
def undo_hand_over(handover: Handover, *, by: Identity, now: datetime) -> int:
    """How many rows went back; one that has changed hands since stays where it is."""
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    require(may_undo(undone=handover.undone_at is not None, made_at=handover.made_at, now=now))
    Identity.objects.filter(pk=handover.identity_id).update(until=handover.until_before)
    back = 0
    with acting_as_system(ACROSS):
        for line in handover.lines:
            rows = apps.get_model(line["model"])._default_manager.filter(
                pk=line["pk"], **{line["field"]: line["after"]}
            )
            try:
                with transaction.atomic():
                    back += rows.update(**{line["field"]: line["before"]})
            except IntegrityError:
                continue  # the leaver has begun the same anew
    handover.undone_at = now
    handover.save(update_fields=["undone_at"])
    record(by=by, what="撤销工作交接", on=handover, about=handover.identity.user, changes={"退回项数": [None, back]})
    return back
