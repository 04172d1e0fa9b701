"""Give up a 通报 that was not issued. Its snapshot stays, as every snapshot does."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Bulletin
from ..rules.bulletins import may_change


@transaction.atomic
def discard_bulletin(bulletin: Bulletin, *, by: Identity) -> None:
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    require(may_change(issued_on=bulletin.issued_on))
    record(by=by, what="放弃通报草稿", on=bulletin, about=bulletin.plan)
    bulletin.delete()
