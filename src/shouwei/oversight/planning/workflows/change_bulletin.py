"""Word a 通报 before it is issued; its figures stay those of the day it was begun."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Bulletin
from ..rules.bulletins import may_change


@transaction.atomic
def change_bulletin(bulletin: Bulletin, *, title: str, opening: str, demands: str, by: Identity) -> Bulletin:
    """Also saves half-written text; what is missing is asked for when it is issued."""
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    require(may_change(issued_on=bulletin.issued_on))
    words = (title.strip(), opening.strip(), demands.strip())
    if words != (bulletin.title, bulletin.opening, bulletin.demands):
        bulletin.title, bulletin.opening, bulletin.demands = words
        bulletin.save(update_fields=["title", "opening", "demands"])
        record(by=by, what="修改通报", on=bulletin, about=bulletin.plan)
    return bulletin
