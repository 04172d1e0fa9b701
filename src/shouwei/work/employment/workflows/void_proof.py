"""Void a proof; it stays, with the reason."""

from datetime import date

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Proof
from .add_proof import BY_SCHOOL
from .weigh import sharing, weigh


@transaction.atomic
def void_proof(proof: Proof, *, reason: str, by: Identity, today: date) -> None:
    proof = Proof.objects.select_for_update(of=("self",)).select_related("destination", "file").get(pk=proof.pk)
    if not reason.strip():
        raise Refused("请写明作废的原因。")
    if proof.kind not in BY_SCHOOL and proof.destination.school_id == by.organisation_id:
        raise Refused("单位确认、外部登记不是学校提供的，学校不能作废；与实际不符的，请更正去向，或请督查人员核查。")
    if proof.void_reason:
        raise Refused("这份材料已经作废。")
    proof.void_reason = reason.strip()
    proof.save(update_fields=["void_reason"])
    with acting_as_system("a file may be another school's paper too"):
        concerned = sharing(proof.file.sha256) if proof.file else []
        weigh({row.pk: row for row in (*concerned, proof.destination)}.values(), on=today)
    record(by=by, what="作废证明材料", on=proof, about=proof.destination, why=proof.void_reason)
