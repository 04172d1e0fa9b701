"""Put a better copy in the place of a paper; the old one stays, with who replaced it, when and why."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.documents.workflows.replace_file import replace_file
from shouwei.ground.people.models import Identity

from ..models import Destination, Proof
from ..rules.papers import may_replace
from .add_proof import BY_SCHOOL
from .mark_paper import mark_paper
from .weigh import sharing, weigh


@transaction.atomic
def replace_proof(
    proof: Proof, name: str, data: bytes, *, because: str, by: Identity, today: date, now: datetime
) -> StoredFile:
    """The file that stands now. Everybody who used the old bytes or uses the new ones is weighed again."""
    proof = (
        Proof.objects.select_for_update(of=("self",)).select_related("file", "destination__student").get(pk=proof.pk)
    )
    require(
        may_replace(
            void=bool(proof.void_reason),
            locked=proof.destination.state == Destination.State.LOCKED,
            by_school=proof.kind in BY_SCHOOL and proof.file is not None,
        )
    )
    assert proof.file is not None, "asked above"
    old = proof.file
    new = replace_file(old, name, data, why=because, by=by, now=now)
    proof.file = new
    mark_paper(proof)
    proof.save(update_fields=["file", "picture", "seal", "wording", "made_on"])
    with acting_as_system("a file may be another school's paper too"):
        weigh({row.pk: row for row in (*sharing(old.sha256, new.sha256), proof.destination)}.values(), on=today)
    changes = {"文件": [old.name, new.name], "校验值": [old.sha256, new.sha256]}
    record(by=by, what="替换证明材料", on=proof, about=proof.destination, why=because.strip(), changes=changes)
    return new
