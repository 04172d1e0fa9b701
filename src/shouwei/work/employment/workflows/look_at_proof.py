"""Write down that somebody reads a graduate's paper, before it is shown."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.audit.workflows.record_look import record_look
from shouwei.ground.people.models import Identity

from ..models import Proof
from ..rules.papers import may_look

OF_OUR_SCHOOL = "本校办理毕业去向"


@transaction.atomic
def look_at_proof(proof: Proof, *, how: str, reason: str, by: Identity) -> None:
    """``how``: 查看 or 下载. The page has asked its key for the proof."""
    own = proof.destination.school_id == by.organisation_id
    require(may_look(reason=reason, own_school=own))
    why = reason.strip() or OF_OUR_SCHOOL
    what = f"{how}证明材料（{proof.get_kind_display()}）"
    record(by=by, what=what, on=proof, about=proof.destination, why=why)
    record_look(by=by, on=proof, what=what, why=why)
